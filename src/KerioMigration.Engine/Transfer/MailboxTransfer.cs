using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Engine.Transfer;

/// <summary>One mailbox from the first look to the last receipt.</summary>
internal sealed class MailboxTransfer
{
    // Writes without an answer are looked up and repeated; a server that never answers must not hold the run for ever.
    private const int MaxPasses = 4;

    private const int ConcurrentFolders = 4;

    private readonly MigrationContext context;
    private readonly UserMapping user;
    private readonly IMailboxLedger ledger;
    private readonly RunStop runStop;
    private readonly MailboxEvents events;
    private readonly ItemSelection selection;

    private MailboxTransfer(MigrationContext context, UserMapping user, IMailboxLedger ledger, RunStop runStop)
    {
        this.context = context;
        this.runStop = runStop;
        this.user = user;
        this.ledger = ledger;
        events = new MailboxEvents(user, context.Observer);
        selection = new ItemSelection(context.Options);
    }

    /// <summary>Always ends with a <see cref="MailboxEnded"/> event.</summary>
    /// <returns>The report, and the failure that ended the mailbox early.</returns>
    public static async Task<(MailboxReport Report, Failure? Failure)> RunAsync(
        MigrationContext context,
        UserMapping user,
        long runId,
        RunStop runStop)
    {
        context.Observer.OnEvent(new MailboxStarted(user));
        var failure = await TryRunAsync(context, user, runId, runStop).ConfigureAwait(false);
        var report = await context.ReportMailboxAsync(user.Source.Address, CancellationToken.None).ConfigureAwait(false);
        context.Observer.OnEvent(new MailboxEnded(user, report, failure));
        return (report, failure);
    }

    private static async Task<Failure?> TryRunAsync(MigrationContext context, UserMapping user, long runId, RunStop runStop)
    {
        var cancellationToken = runStop.Token;
        var entry = new MailboxEntry(user.Source.Address) { DisplayName = user.DisplayName };
        try
        {
            var ledger = await context.Ledger.AcquireAsync(entry, runId, cancellationToken).ConfigureAwait(false);
            await using (ledger.ConfigureAwait(false))
            {
                return await new MailboxTransfer(context, user, ledger, runStop).CarryAndNoteAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MigrationException e)
        {
            return e.Failure;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return runStop.Interrupted(user);
        }
    }

    private static Failure Describe(Exception exception, UserMapping user) =>
        exception is MigrationException { Failure: var failure }
            ? failure
            : new Failure(
                FailureScope.Mailbox,
                FailureRemedy.None,
                Reason.Unexpected,
                $"The migration of {user} ended by an error that should not happen: {exception.GetType().Name}: {exception.Message}");

    private async Task<Failure?> CarryAndNoteAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ledger.LeaseLost);
        var before = user.Items is null ? null : await context.ReportMailboxAsync(user.Source.Address, stop.Token).ConfigureAwait(false);
        Failure? failure = null;
        try
        {
            await ledger.SetStateAsync(MailboxState.Running, Reason.None, null, stop.Token).ConfigureAwait(false);
            await CarryAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            failure = runStop.Interrupted(user);
        }
        catch (OperationCanceledException) when (ledger.LeaseLost.IsCancellationRequested)
        {
            return new Failure(FailureScope.Mailbox, FailureRemedy.Retry, Reason.MailboxInUse, $"Another run took {user} over while this one was not heard of.");
        }
        catch (Exception e)
        {
            // Also what nobody foresaw ends this mailbox alone, with its name, and not the run.
            failure = Describe(e, user);
        }

        await (failure is null && before is not null ? NoteRetryAsync(before) : NoteEndAsync(failure)).ConfigureAwait(false);
        return failure;
    }

    /// <summary>
    /// A mailbox whose last run did not come to its end is no nearer to it by single items; of one that did, the items that still fail
    /// decide.
    /// </summary>
    private async Task NoteRetryAsync(MailboxReport before)
    {
        var after = await context.ReportMailboxAsync(user.Source.Address, CancellationToken.None).ConfigureAwait(false);
        var state = (MailboxState)Enum.Parse(typeof(MailboxState), before.State) switch
        {
            MailboxState.Completed or MailboxState.CompletedWithErrors => after.Failed == 0 && events.Problems == 0
                ? MailboxState.Completed
                : MailboxState.CompletedWithErrors,

            // Its process died: the lease is ours now.
            MailboxState.Running or MailboxState.NotStarted => MailboxState.Interrupted,
            var other => other,
        };
        await ledger.SetStateAsync(state, (Reason)Enum.Parse(typeof(Reason), before.Reason), before.Message, CancellationToken.None).ConfigureAwait(false);
    }

    private Task NoteEndAsync(Failure? failure)
    {
        var state = failure switch
        {
            { Reason: Reason.Interrupted } => MailboxState.Interrupted,
            not null => MailboxState.Failed,
            _ when events.Problems > 0 => MailboxState.CompletedWithErrors,
            _ => MailboxState.Completed,
        };
        return ledger.SetStateAsync(state, failure?.Reason ?? Reason.None, failure?.Message, CancellationToken.None);
    }

    private async Task CarryAsync(CancellationToken cancellationToken)
    {
        var source = context.Endpoints.OpenSource(user.Source);
        await using (source.ConfigureAwait(false))
        {
            // The source first: an account is only made for a mailbox that can be read.
            var folders = user.Items is null ? await source.ListFoldersAsync(cancellationToken).ConfigureAwait(false) : [];
            var signIn = await new AccountProvision(context.Endpoints.Directory, ledger).EnsureAsync(user, cancellationToken).ConfigureAwait(false);
            if (signIn.JustCreated)
            {
                events.Created(signIn.User.Address);
            }

            var destination = await context.Endpoints.OpenDestinationAsync(signIn, cancellationToken).ConfigureAwait(false);
            await using (destination.ConfigureAwait(false))
            {
                await (user.Items is { } items
                    ? RetryAsync(source, destination, signIn.User, items, cancellationToken)
                    : CarryAsync(source, destination, signIn.User, folders, cancellationToken)).ConfigureAwait(false);
            }
        }
    }

    private async Task CarryAsync(
        ISourceMailbox source,
        IDestinationMailbox destination,
        DestinationUser account,
        IReadOnlyList<FolderRef> folders,
        CancellationToken cancellationToken)
    {
        var existing = await destination.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
        var plans = new MailboxPlanner(context.Endpoints, context.Options)
            .Map(folders, existing, await ReadKnownPathsAsync(cancellationToken).ConfigureAwait(false));
        var entries = await Task.WhenAll(plans.Select(p => ledger.PutFolderAsync(EntryOf(p), cancellationToken))).ConfigureAwait(false);
        events.Planned(new MailboxPlan { User = user, Account = account, Folders = plans });

        var transfers = plans.Zip(entries, (plan, entry) => (plan, entry))
            .Where(f => f.plan.Target is not null)
            .Select(f => (Transfer: new FolderTransfer(f.plan, f.entry, ledger, source, destination, selection), Exists: Exists(f.plan, existing)))
            .ToList();
        await PrepareMissingAsync([.. transfers.Where(t => !t.Exists).Select(t => t.Transfer)], cancellationToken).ConfigureAwait(false);
        await CarryAsync(source, destination, [.. transfers.Select(t => t.Transfer)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Single items of earlier runs. What is known about folders, and the cursors, stay as they are.</summary>
    private async Task RetryAsync(
        ISourceMailbox source,
        IDestinationMailbox destination,
        DestinationUser account,
        IReadOnlyCollection<string> items,
        CancellationToken cancellationToken)
    {
        var folders = await RetryPlan.ReadAsync(ledger, items, cancellationToken).ConfigureAwait(false);
        events.Planned(new MailboxPlan { User = user, Account = account, Folders = [.. folders.Select(f => f.Plan)] });
        var transfers = folders.Select(f => new FolderTransfer(f.Plan, f.Entry, ledger, source, destination, selection) { Only = items }).ToList();
        await CarryAsync(source, destination, transfers, cancellationToken).ConfigureAwait(false);
    }

    private async Task CarryAsync(
        ISourceMailbox source, IDestinationMailbox destination, IReadOnlyList<FolderTransfer> transfers, CancellationToken cancellationToken)
    {
        using var limits = new ItemLimits(context.Options, user, await CountStubsAsync(cancellationToken).ConfigureAwait(false));
        var pipeline = new ItemPipeline(source, destination, ledger, context, limits, events);
        var adoption = context.Options.Adopt ? new Adoption(source, destination, ledger, context, events) : null;
        await pipeline.RunAsync((output, token) => ListAllAsync(transfers, adoption, destination.Traits, output, token), cancellationToken).ConfigureAwait(false);
        await RepeatDoubtfulAsync(transfers, pipeline, destination.Traits, cancellationToken).ConfigureAwait(false);
    }

    private Task<long> CountStubsAsync(CancellationToken cancellationToken) =>
        context.Options.BadItemLimit is null ? Task.FromResult(0L) : ledger.CountStubsAsync(cancellationToken);

    private static bool Exists(FolderPlan plan, IReadOnlyList<DestinationFolder> existing) =>
        existing.Any(e => e.CanHoldItems && e.Path.SequenceEqual(plan.Target!.Path, StringComparer.Ordinal));

    private static FolderEntry EntryOf(FolderPlan plan) => new()
    {
        SourceId = plan.Source.Id,
        SourcePath = FolderPath.Join(plan.Source.Path),
        Role = plan.Source.Role,
        Kind = plan.Source.Kind,
        SourceItemCount = plan.Source.ItemCount,
        TargetPath = plan.Target is { } target ? string.Join("/", target.Path) : null,
        Reason = plan.Reason,
        IsRenamed = plan.IsRenamed,
    };

    /// <summary>Where earlier runs put folders. Legal names hold no slash, so that the joined path can be taken apart.</summary>
    private async Task<IReadOnlyDictionary<string, string[]>> ReadKnownPathsAsync(CancellationToken cancellationToken)
    {
        var entries = await ledger.ReadFoldersAsync(cancellationToken).ConfigureAwait(false);
        return entries.Where(e => e.TargetPath is not null && e.DestinationFullName is not null)
            .ToDictionary(e => e.SourceId, e => e.TargetPath!.Split('/'), StringComparer.Ordinal);
    }

    /// <summary>
    /// Makes the folders that are not there, empty ones included: level by level, so that each is made by its own plan and not as
    /// somebody's parent, and several at a time, for each takes some round trips.
    /// </summary>
    private async Task PrepareMissingAsync(IReadOnlyList<FolderTransfer> transfers, CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(ConcurrentFolders);
        foreach (var level in transfers.GroupBy(t => t.Depth).OrderBy(l => l.Key))
        {
            await Task.WhenAll(level.Select(t => PrepareAsync(t, places, cancellationToken))).ConfigureAwait(false);
        }
    }

    private async Task PrepareAsync(FolderTransfer transfer, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await transfer.PrepareAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope is FailureScope.Folder or FailureScope.Item)
        {
            transfer.Failure = e.Failure;
            events.Failed(transfer, e.Failure);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task ListAllAsync(
        IReadOnlyList<FolderTransfer> transfers,
        Adoption? adoption,
        DestinationTraits traits,
        ChannelWriter<ItemBatch> output,
        CancellationToken cancellationToken)
    {
        foreach (var transfer in transfers.Where(t => t.Failure is null))
        {
            try
            {
                var listed = new List<ItemRef>();
                await foreach (var page in transfer.ListAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (adoption is null)
                    {
                        await SendAsync(transfer, page, traits, output, cancellationToken).ConfigureAwait(false);
                    }
                    else
                    {
                        listed.AddRange(page);
                    }
                }

                if (adoption is not null && listed.Count > 0)
                {
                    await transfer.PrepareAsync(cancellationToken).ConfigureAwait(false);
                    var left = await adoption.RunAsync(transfer, listed, cancellationToken).ConfigureAwait(false);
                    await SendAsync(transfer, left, traits, output, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (MigrationException e) when (e.Failure.Scope is FailureScope.Folder or FailureScope.Item)
            {
                transfer.Failure = e.Failure;
                events.Failed(transfer, e.Failure);
            }
        }
    }

    private async Task SendAsync(
        FolderTransfer transfer,
        IReadOnlyList<ItemRef> items,
        DestinationTraits traits,
        ChannelWriter<ItemBatch> output,
        CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return;
        }

        events.Listed(transfer, items.Count);
        await transfer.PrepareAsync(cancellationToken).ConfigureAwait(false);
        foreach (var batch in ItemBatch.Cut(transfer, items, traits))
        {
            await output.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Once nothing is under way any more, looks up the writes that got no answer and repeats what is not there.</summary>
    private async Task RepeatDoubtfulAsync(
        IReadOnlyList<FolderTransfer> transfers,
        ItemPipeline pipeline,
        DestinationTraits traits,
        CancellationToken cancellationToken)
    {
        for (var pass = 2; transfers.Where(t => t.IsInDoubt).ToList() is { Count: > 0 } doubtful; pass++)
        {
            if (pass > MaxPasses)
            {
                throw new MigrationException(new Failure(
                    FailureScope.Mailbox,
                    FailureRemedy.Retry,
                    Reason.ConnectionFailed,
                    $"The destination kept dropping the connection while items of {user} were written. Run again: what arrived is found, what did not is sent."));
            }

            await pipeline.RunAsync(
                async (output, token) =>
                {
                    foreach (var transfer in doubtful)
                    {
                        await transfer.ResolveAsync(token).ConfigureAwait(false);
                        var pending = await transfer.ReadPendingAsync(token).ConfigureAwait(false);
                        foreach (var batch in ItemBatch.Cut(transfer, pending, traits))
                        {
                            await output.WriteAsync(batch, token).ConfigureAwait(false);
                        }
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
    }
}
