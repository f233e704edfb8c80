using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Transfer.Changes;

namespace KerioMigration.Engine.Transfer;

/// <summary>One mailbox from the first look to the last receipt.</summary>
internal sealed class MailboxTransfer
{
    private readonly MigrationContext context;
    private readonly UserMapping user;
    private readonly IMailboxLedger ledger;
    private readonly RunStop runStop;
    private readonly MailboxEvents events;
    private readonly ItemSelection selection;
    private AccountTransfer? accountTransfer;
    private LateParts? late;

    private MailboxTransfer(MigrationContext context, UserMapping user, IMailboxLedger ledger, RunStop runStop)
    {
        this.context = context;
        this.runStop = runStop;
        this.user = user;
        this.ledger = ledger;
        events = new MailboxEvents(user, context.Observer);
        selection = new ItemSelection(context.Options);
    }

    /// <summary>Always ends with a <see cref="MailboxEnded"/> event, unless <see cref="LateParts.IsEndOfMailbox"/>.</summary>
    /// <returns>The report, the failure that ended the mailbox early, and what is to be done at the end of the run.</returns>
    public static async Task<(MailboxReport Report, Failure? Failure, LateParts? Late)> RunAsync(
        MigrationContext context,
        UserMapping user,
        long runId,
        RunStop runStop)
    {
        context.Observer.OnEvent(new MailboxStarted(user));
        var (failure, late) = await TryRunAsync(context, user, runId, runStop).ConfigureAwait(false);
        var report = await context.ReportMailboxAsync(user.Source.Address, CancellationToken.None).ConfigureAwait(false);
        if (late is not { IsEndOfMailbox: true })
        {
            context.Observer.OnEvent(new MailboxEnded(user, report, failure));
        }

        return (report, failure, late);
    }

    private static async Task<(Failure? Failure, LateParts? Late)> TryRunAsync(MigrationContext context, UserMapping user, long runId, RunStop runStop)
    {
        var cancellationToken = runStop.Token;
        var entry = new MailboxEntry(user.Source.Address) { DisplayName = user.DisplayName };
        try
        {
            var ledger = await context.Ledger.AcquireAsync(entry, runId, cancellationToken).ConfigureAwait(false);
            await using (ledger.ConfigureAwait(false))
            {
                var cutOver = context.Options.Force ? null : await ledger.ReadCutOverAsync(cancellationToken).ConfigureAwait(false);
                if (cutOver is { } time)
                {
                    return (CutOver(user, time), null);
                }

                var transfer = new MailboxTransfer(context, user, ledger, runStop);
                var failure = await transfer.CarryAndNoteAsync(cancellationToken).ConfigureAwait(false);
                return (failure, failure is null && transfer.events.Parts.AreWaiting ? transfer.late : null);
            }
        }
        catch (MigrationException e)
        {
            return (e.Failure, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (runStop.Interrupted(user), null);
        }
    }

    private static Failure CutOver(UserMapping user, DateTimeOffset time) =>
        new(
            FailureScope.Mailbox,
            FailureRemedy.None,
            Reason.MailboxCutOver,
            FormattableString.Invariant(
                $"{user} was cut over on {time.UtcDateTime:yyyy-MM-dd HH:mm} UTC: its user works at the destination since. Only -Force migrates it once more."));

    internal static Failure Describe(Exception exception, UserMapping user) =>
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

    /// <summary>Items that were gone when they were read, and that no listing has taken out since.</summary>
    private async Task<bool> HoldsVanishedAsync() => events.Vanished > 0
        && (await context.ReportMailboxAsync(user.Source.Address, CancellationToken.None).ConfigureAwait(false)).Failed > 0;

    private async Task NoteEndAsync(Failure? failure)
    {
        var state = failure switch
        {
            { Reason: Reason.Interrupted } => MailboxState.Interrupted,
            not null => MailboxState.Failed,
            _ when events.Problems > 0 || await HoldsVanishedAsync().ConfigureAwait(false) => MailboxState.CompletedWithErrors,
            _ => MailboxState.Completed,
        };
        await ledger.SetStateAsync(state, failure?.Reason ?? Reason.None, failure?.Message, CancellationToken.None).ConfigureAwait(false);
        var mayCutOver = state == MailboxState.Completed && events.HeldItems == 0;
        if (failure is null && late is not null && events.Parts.AreWaiting)
        {
            late.MayCutOver = mayCutOver;
        }
        else if (context.Options.Complete)
        {
            await LateParts.CompleteAsync(ledger, events, accountTransfer, mayCutOver && !events.Parts.AreOpen).ConfigureAwait(false);
        }
    }

    private async Task CarryAsync(CancellationToken cancellationToken)
    {
        var source = context.Endpoints.OpenSource(user.Source);
        await using (source.ConfigureAwait(false))
        {
            // The source first: an account is only made for a mailbox that can be read.
            var tree = user.Items is null ? await ReadTreeAsync(source, cancellationToken).ConfigureAwait(false) : null;
            if (tree is not null && user.Resource is not null)
            {
                await new ResourceTransfer(context, user, ledger, events).RunAsync(tree, cancellationToken).ConfigureAwait(false);
                return;
            }

            var signIn = await EnsureAccountAsync(cancellationToken).ConfigureAwait(false);
            if (signIn.JustCreated)
            {
                events.Created(signIn.User.Address);
            }

            var destination = await context.Accounts.OpenAsync(
                signIn,
                context.Endpoints.OpenDestinationAsync,
                kept => context.Ledger.SetPasswordRefusedAsync(kept.Mailbox, true, CancellationToken.None),
                cancellationToken).ConfigureAwait(false);
            await using (destination.ConfigureAwait(false))
            {
                await (tree is null
                    ? RetryAsync(source, destination, signIn.User, user.Items!, cancellationToken)
                    : CarryAsync(source, destination, signIn, tree, cancellationToken)).ConfigureAwait(false);
            }
        }
    }

    private async Task<SourceTree> ReadTreeAsync(ISourceMailbox source, CancellationToken cancellationToken)
    {
        var archive = context.Options.IncludeArchive ? ArchiveUse.Included : context.Options.RemoveDeleted ? ArchiveUse.Noticed : ArchiveUse.None;
        var tree = await SourceTree.ReadAsync(source, archive, cancellationToken).ConfigureAwait(false);
        if (archive != ArchiveUse.None)
        {
            events.Archive(tree.ArchiveFailure);
        }

        return tree;
    }

    private async Task<DestinationSignIn> EnsureAccountAsync(CancellationToken cancellationToken)
    {
        var known = await context.Ledger.ReadMailboxAsync(user.Source.Address, cancellationToken).ConfigureAwait(false);
        var provision = new AccountProvision(context.Endpoints.Directory, context.Ledger, ledger, known?.Mailbox.DestinationAddress ?? "") { Users = context.Users };
        var signIn = await context.Accounts
            .MakeAsync(user, () => provision.EnsureAsync(user, context.Options.ResetPassword, cancellationToken), cancellationToken).ConfigureAwait(false);
        return signIn with { Kinds = context.Options.Kinds, WithSettings = context.Options.IncludePermission || context.Options.IncludeSetting };
    }

    private async Task CarryAsync(
        ISourceMailbox source,
        IDestinationMailbox destination,
        DestinationSignIn signIn,
        SourceTree tree,
        CancellationToken cancellationToken)
    {
        var existing = await destination.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
        var earlier = await context.Ledger.ReadFoldersAsync(user.Source.Address, cancellationToken).ConfigureAwait(false);
        var plans = new MailboxPlanner(context.Endpoints, context.Options).Map(tree.Folders, existing, earlier, destination.Traits.Kinds);
        var entries = await Task.WhenAll(plans.Select(p => ledger.PutFolderAsync(MailboxPlanner.EntryOf(p), cancellationToken))).ConfigureAwait(false);
        events.Planned(new MailboxPlan { User = user, Account = signIn.User, Folders = plans });
        events.Held(plans, destination.Traits.Obstacle);
        var transfers = plans.Zip(entries, (plan, entry) => (plan, entry))
            .Where(f => f.plan.Target is not null)
            .Select(f => (Transfer: new FolderTransfer(f.plan, f.entry, ledger, source, destination, selection), Exists: Exists(f.plan, existing)))
            .ToList();
        var known = await ledger.ReadFoldersAsync(cancellationToken).ConfigureAwait(false);
        await NoteGoneAsync(known.Where(tree.IsGone), cancellationToken).ConfigureAwait(false);
        using var limits = await NewLimitsAsync(cancellationToken).ConfigureAwait(false);
        var carriage = Carriage(source, destination, limits, known, [.. transfers.Select(t => t.Transfer)], tree.ShowsAllMoves);
        await carriage.PrepareMissingAsync([.. transfers.Where(t => !t.Exists).Select(t => t.Transfer)], cancellationToken).ConfigureAwait(false);
        await carriage.CarryAsync(cancellationToken).ConfigureAwait(false);
        await CarryPartsAsync(source, destination, signIn.User, plans, cancellationToken).ConfigureAwait(false);
        late = new LateParts(context, user, events, signIn with { JustCreated = false }, plans, accountTransfer);
    }

    /// <summary>What the mailbox has beside its items.</summary>
    private async Task CarryPartsAsync(
        ISourceMailbox source, IDestinationMailbox destination, DestinationUser account, IReadOnlyList<FolderPlan> plans, CancellationToken cancellationToken)
    {
        var known = await ledger.ReadPartsAsync(cancellationToken).ConfigureAwait(false);
        await new PartTransfer(context.Parts, events.Parts, ledger)
            .CarryAsync(source, PartDestination.Of(destination), account.Address, plans, known, cancellationToken).ConfigureAwait(false);
        if (user.Source.IsPublicFolders && context.Endpoints.FolderAddresses is not null)
        {
            await new FolderAddressTransfer(context, user, ledger, events.Parts, account).CarryAsync(source, plans, cancellationToken).ConfigureAwait(false);
        }

        if (context.Options.IncludeAccountDetail && !user.Source.IsPublicFolders && context.Endpoints.AccountDetails is not null)
        {
            accountTransfer = new AccountTransfer(context, user, ledger, events.Parts);
            await accountTransfer.CarryAsync(account, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // What the row says costs nothing to keep.
            await AccountTransfer.NoteLegacyNamesAsync(ledger, user.Detail, cancellationToken).ConfigureAwait(false);
        }

        await events.Parts.KeepAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A folder that was deleted lists no deletions: all that was carried from it is gone there, or moved elsewhere.</summary>
    private async Task NoteGoneAsync(IEnumerable<FolderEntry> gone, CancellationToken cancellationToken)
    {
        foreach (var folder in gone)
        {
            await ledger.NoteFolderGoneAsync(folder.Id, cancellationToken).ConfigureAwait(false);
        }
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
        using var limits = await NewLimitsAsync(cancellationToken).ConfigureAwait(false);
        await Carriage(source, destination, limits, [], transfers, seesAllMoves: false).CarryListedAsync(cancellationToken).ConfigureAwait(false);
    }

    private MailboxCarriage Carriage(
        ISourceMailbox source,
        IDestinationMailbox destination,
        ItemLimits limits,
        IReadOnlyList<FolderEntry> known,
        IReadOnlyList<FolderTransfer> transfers,
        bool seesAllMoves)
    {
        var following = new ChangeContext(ledger, source, destination, events, context.Fingerprint, known, transfers) { SeesAllMoves = seesAllMoves };
        var changes = new ChangeTransfer(following, context.Options.RemoveDeleted);
        var pipeline = new ItemPipeline(source, destination, ledger, context, limits, events);
        var adoption = context.Options.Adopt ? new Adoption(source, destination, ledger, context, events) : null;
        return new MailboxCarriage(user, pipeline, events, destination.Traits, changes, transfers) { Adoption = adoption };
    }

    private async Task<ItemLimits> NewLimitsAsync(CancellationToken cancellationToken) => new(
        context.Options,
        user,
        context.Options.BadItemLimit is null ? 0 : await ledger.CountStubsAsync(cancellationToken).ConfigureAwait(false));

    private static bool Exists(FolderPlan plan, IReadOnlyList<DestinationFolder> existing) =>
        existing.Any(e => e.CanHoldItems && e.Kind == plan.Target!.Kind && e.Path.SequenceEqual(plan.Target!.Path, StringComparer.Ordinal));
}
