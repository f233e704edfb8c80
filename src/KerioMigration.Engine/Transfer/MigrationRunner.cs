using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Engine.Transfer;

/// <summary>Carries many mailboxes, several at a time. One run at a time per instance.</summary>
public sealed class MigrationRunner
{
    private readonly MigrationContext context;
    private readonly RunEntry entry;

    public MigrationRunner(MigrationContext context, RunEntry entry)
    {
        this.context = context;
        this.entry = entry;
    }

    /// <summary>
    /// Carries every mailbox and gives their reports, in the order in which they ended. A mailbox's failure ends that mailbox alone and is told by
    /// <see cref="MailboxEnded"/>. After cancellation the mailboxes in work end as Interrupted within seconds, and the reports so far
    /// are given; after the time limit also those of mailboxes whose turn did not come, with <see cref="Reason.NotReached"/>.
    /// </summary>
    /// <exception cref="MigrationException">Scope Run: sign-in refused, ledger unusable. Mailboxes that ended before have told so.</exception>
    public async Task<IReadOnlyList<MailboxReport>> RunAsync(IReadOnlyList<UserMapping> users, CancellationToken cancellationToken)
    {
        var runId = await context.Ledger.StartRunAsync(entry, cancellationToken).ConfigureAwait(false);
        context.Observer.OnEvent(new RunStarted(runId, users.Count));
        using var stop = new RunStop(context.Time, context.Options.TimeLimit, cancellationToken);
        var queue = new ConcurrentQueue<UserMapping>(users);
        var reports = new ConcurrentQueue<MailboxReport>();
        var late = new ConcurrentQueue<LateParts>();
        var workers = Math.Min(Math.Max(1, context.Options.ThrottleLimit), users.Count);
        var failures = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(runId, queue, reports, late, stop))).ConfigureAwait(false);
        var failure = failures.FirstOrDefault(f => f is not null) ?? await CarryGroupsAsync(stop).ConfigureAwait(false);
        var waiting = late.ToArray();
        failure = await CarryLateAsync(runId, late, workers, reports, stop).ConfigureAwait(false) is { } other ? failure ?? other : failure;
        var isCut = stop.IsTimeUp && (!queue.IsEmpty || waiting.Any(w => w.IsLeft) || reports.Any(r => r.State == nameof(MailboxState.Interrupted)));
        await (stop.IsTimeUp ? TellNotReachedAsync(queue, reports, stop) : Task.CompletedTask).ConfigureAwait(false);
        await EndAsync(runId, StateOf(failure, isCut || cancellationToken.IsCancellationRequested)).ConfigureAwait(false);
        return failure is null ? [.. reports] : throw new MigrationException(failure);
    }

    private static RunState StateOf(Failure? failure, bool isInterrupted) =>
        failure is not null ? RunState.Failed
        : isInterrupted ? RunState.Interrupted
        : RunState.Completed;

    /// <summary>Once the accounts of their members are there.</summary>
    /// <returns>The failure that stops the whole run, or null.</returns>
    private async Task<Failure?> CarryGroupsAsync(RunStop stop)
    {
        try
        {
            await (stop.Token.IsCancellationRequested ? Task.CompletedTask : new GroupTransfer(context).RunAsync(stop.Token)).ConfigureAwait(false);
            return null;
        }
        catch (MigrationException e)
        {
            return e.Failure;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <returns>The failure that stops the whole run, or null.</returns>
    private async Task<Failure?> WorkAsync(
        long runId,
        ConcurrentQueue<UserMapping> queue,
        ConcurrentQueue<MailboxReport> reports,
        ConcurrentQueue<LateParts> late,
        RunStop stop)
    {
        while (!stop.Token.IsCancellationRequested && queue.TryDequeue(out var user))
        {
            var (report, failure, waiting) = await MailboxTransfer.RunAsync(context, user, runId, stop).ConfigureAwait(false);
            if (waiting is not null)
            {
                late.Enqueue(waiting);
            }

            if (waiting is not { IsEndOfMailbox: true })
            {
                reports.Enqueue(report);
            }

            if (failure?.Scope == FailureScope.Run)
            {
                stop.Cancel();
                return failure;
            }
        }

        return null;
    }

    /// <summary>What names accounts and groups of the same run, once all of these are there. Also after a stop: each is told.</summary>
    /// <returns>The failure that stops the whole run, or null.</returns>
    private static async Task<Failure?> CarryLateAsync(long runId, ConcurrentQueue<LateParts> late, int workers, ConcurrentQueue<MailboxReport> reports, RunStop stop)
    {
        var failures = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync())).ConfigureAwait(false);
        return failures.FirstOrDefault(f => f is not null);

        async Task<Failure?> WorkAsync()
        {
            Failure? stopping = null;
            while (late.TryDequeue(out var parts))
            {
                var (report, failure) = await parts.RunAsync(runId, stop).ConfigureAwait(false);
                if (report is not null)
                {
                    reports.Enqueue(report);
                }

                if (failure is not null)
                {
                    stop.Cancel();
                    stopping ??= failure;
                }
            }

            return stopping;
        }
    }

    /// <summary>Mailboxes that were asked for have a row each, also those whose turn did not come: a script that looks at the rows must see them.</summary>
    private async Task TellNotReachedAsync(IEnumerable<UserMapping> queue, ConcurrentQueue<MailboxReport> reports, RunStop stop)
    {
        foreach (var user in queue)
        {
            var failure = stop.NotReached(user);
            var known = await context.ReportMailboxAsync(user.Source.Address, CancellationToken.None).ConfigureAwait(false);
            var isNew = known.State == nameof(MailboxState.NotStarted);
            var report = known with
            {
                State = isNew ? known.State : nameof(MailboxState.Interrupted),
                Reason = failure.Reason.ToString(),
                Message = failure.Message,
                MigratedByLastRun = 0,
            };
            reports.Enqueue(report);
            context.Observer.OnEvent(new MailboxEnded(user, report, failure));
        }
    }

    private async Task EndAsync(long runId, RunState state)
    {
        await context.Ledger.EndRunAsync(runId, state, context.Waited(), CancellationToken.None).ConfigureAwait(false);
        var report = await context.ReportRunAsync(runId, CancellationToken.None).ConfigureAwait(false);
        context.Observer.OnEvent(new RunEnded(report));
    }
}
