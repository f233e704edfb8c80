using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// The rights and delegates of one mailbox that name somebody whom the same run brings over later: given once all its mailboxes and groups
/// are through, and the mailbox is cut over after that. Never fails the mailbox.
/// </summary>
/// <param name="accountTransfer">Null: nothing of the account is set at the end.</param>
internal sealed class LateParts(
    MigrationContext context, UserMapping user, MailboxEvents events, DestinationSignIn signIn, IReadOnlyList<FolderPlan> plans, AccountTransfer? accountTransfer)
{
    /// <summary>Nothing but these parts is in the way of the cut-over.</summary>
    public bool MayCutOver { get; set; }

    /// <summary>The mailbox is told as ended with its parts, so that its row says whether it is cut over.</summary>
    public bool IsEndOfMailbox => context.Options.Complete;

    /// <summary>The run ended before its turn came.</summary>
    public bool IsLeft { get; private set; }

    /// <returns>The report where <see cref="IsEndOfMailbox"/>; and the failure that stops the whole run, or null.</returns>
    public async Task<(MailboxReport? Report, Failure? Failure)> RunAsync(long runId, RunStop stop)
    {
        var failure = stop.Token.IsCancellationRequested ? stop.Interrupted(user) : await TryCarryAsync(runId, stop).ConfigureAwait(false);
        IsLeft = failure?.Reason == Reason.Interrupted;
        if (failure is { Scope: not FailureScope.Run })
        {
            events.Parts.Left(failure);
        }

        var report = IsEndOfMailbox ? await context.ReportMailboxAsync(user.Source.Address, CancellationToken.None).ConfigureAwait(false) : null;
        if (report is not null)
        {
            context.Observer.OnEvent(new MailboxEnded(user, report, null));
        }

        return (report, failure?.Scope == FailureScope.Run ? failure : null);
    }

    private async Task<Failure?> TryCarryAsync(long runId, RunStop stop)
    {
        var cancellationToken = stop.Token;
        try
        {
            var ledger = await context.Ledger.AcquireAsync(new MailboxEntry(user.Source.Address) { DisplayName = user.DisplayName }, runId, cancellationToken)
                .ConfigureAwait(false);
            await using (ledger.ConfigureAwait(false))
            {
                using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ledger.LeaseLost);
                await CarryAsync(ledger, held.Token).ConfigureAwait(false);
                await (IsEndOfMailbox ? CompleteAsync(ledger, events, accountTransfer, MayCutOver && !events.Parts.AreOpen) : Task.CompletedTask).ConfigureAwait(false);
            }

            return null;
        }
        catch (MigrationException e)
        {
            return e.Failure;
        }
        catch (OperationCanceledException)
        {
            return stop.Interrupted(user);
        }
        catch (Exception e)
        {
            // Also what nobody foresaw ends this mailbox alone, with its name, and not the run.
            return MailboxTransfer.Describe(e, user);
        }
    }

    /// <summary>Sets what waits for the cut-over, and notes it.</summary>
    public static async Task CompleteAsync(IMailboxLedger ledger, MailboxEvents events, AccountTransfer? account, bool mayCutOver)
    {
        if (account is not null)
        {
            await account.EndAsync(ledger, mayCutOver, CancellationToken.None).ConfigureAwait(false);
            await events.Parts.KeepAsync(ledger, CancellationToken.None).ConfigureAwait(false);
        }

        await (mayCutOver && !events.Parts.AreOpen ? ledger.SetCutOverAsync(CancellationToken.None) : Task.CompletedTask).ConfigureAwait(false);
    }

    private async Task CarryAsync(IMailboxLedger ledger, CancellationToken cancellationToken)
    {
        var source = context.Endpoints.OpenSource(user.Source);
        await using (source.ConfigureAwait(false))
        {
            var destination = await context.Endpoints.OpenDestinationAsync(signIn, cancellationToken).ConfigureAwait(false);
            await using (destination.ConfigureAwait(false))
            {
                var known = await ledger.ReadPartsAsync(cancellationToken).ConfigureAwait(false);
                await new PartTransfer(context.Parts with { IsLast = true }, events.Parts, ledger)
                    .CarryAsync(source, PartDestination.Of(destination), signIn.User.Address, plans, known, cancellationToken).ConfigureAwait(false);
            }
        }

        await events.Parts.KeepAsync(ledger, cancellationToken).ConfigureAwait(false);
    }
}
