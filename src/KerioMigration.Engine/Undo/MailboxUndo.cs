using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Undo;

/// <summary>Takes away from one mailbox what migrations wrote into it: what was set for it, items, then folders, then the account.</summary>
internal sealed class MailboxUndo
{
    private readonly UndoContext context;
    private readonly UndoTarget target;
    private readonly MailboxTotals totals;
    private readonly UndoCount count = new();
    private long foldersRemoved;
    private long foldersKept;
    private bool accountRemoved;

    private MailboxUndo(UndoContext context, UndoTarget target, MailboxTotals totals)
    {
        this.context = context;
        this.target = target;
        this.totals = totals;
    }

    /// <summary>Always ends with an <see cref="UndoEnded"/> event.</summary>
    /// <returns>The failure that ended it early, or null.</returns>
    public static async Task<Failure?> RunAsync(UndoContext context, UndoTarget target, long runId, CancellationToken cancellationToken)
    {
        var totals = await context.Ledger.ReadMailboxAsync(target.Address, cancellationToken).ConfigureAwait(false);
        var undo = new MailboxUndo(context, target, totals ?? new MailboxTotals { Mailbox = new MailboxEntry(target.Address) });
        context.Observer.OnEvent(new UndoStarted(target.Address, undo.totals.Items.Migrated));
        var failure = totals is null ? NotKnown(target) : await undo.TryRunAsync(runId, cancellationToken).ConfigureAwait(false);
        context.Observer.OnEvent(new UndoEnded(undo.Report(failure), failure));
        return failure;
    }

    private static Failure NotKnown(UndoTarget target) =>
        new(FailureScope.Mailbox, FailureRemedy.None, Reason.MailboxNotFound, $"The ledger knows no mailbox called \"{target.Address}\".");

    private static MailboxState StateOf(Failure? failure) => failure switch
    {
        null => MailboxState.Undone,
        { Reason: Reason.Interrupted } => MailboxState.Interrupted,
        _ => MailboxState.Failed,
    };

    private UndoReport Report(Failure? failure) => new()
    {
        Mailbox = totals.Mailbox.Address,
        Destination = totals.Mailbox.DestinationAddress,
        State = StateOf(failure).ToString(),
        ItemsRemoved = count.Removed,
        ItemsKept = count.Kept,
        ItemsGone = count.Gone,
        FoldersRemoved = foldersRemoved,
        FoldersKept = foldersKept,
        PartsRemoved = count.PartsRemoved,
        PartsKept = count.PartsKept,
        AccountRemoved = accountRemoved,
        Reason = (failure?.Reason ?? count.PartReason).ToString(),
        Message = failure?.Message ?? count.PartMessage,
    };

    private async Task<Failure?> TryRunAsync(long runId, CancellationToken cancellationToken)
    {
        try
        {
            var ledger = await context.Ledger.AcquireAsync(new MailboxEntry(target.Address), runId, cancellationToken).ConfigureAwait(false);
            await using (ledger.ConfigureAwait(false))
            {
                return await UndoAndNoteAsync(ledger, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MigrationException e)
        {
            return e.Failure;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted();
        }
    }

    private async Task<Failure?> UndoAndNoteAsync(IMailboxLedger ledger, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ledger.LeaseLost);
        Failure? failure = null;
        try
        {
            await ledger.SetStateAsync(MailboxState.Running, Reason.None, null, stop.Token).ConfigureAwait(false);
            await UndoAsync(ledger, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            failure = Interrupted();
        }
        catch (OperationCanceledException) when (ledger.LeaseLost.IsCancellationRequested)
        {
            return new Failure(FailureScope.Mailbox, FailureRemedy.Retry, Reason.MailboxInUse, $"Another run took {target.Address} over while this one was not heard of.");
        }
        catch (MigrationException e)
        {
            failure = e.Failure;
        }

        await ledger.SetStateAsync(StateOf(failure), failure?.Reason ?? Reason.None, failure?.Message, CancellationToken.None).ConfigureAwait(false);
        return failure;
    }

    private Failure Interrupted() =>
        new(FailureScope.Mailbox, FailureRemedy.Retry, Reason.Interrupted, $"The undo of {target.Address} was interrupted. Run it again to go on.");

    private async Task UndoAsync(IMailboxLedger ledger, CancellationToken cancellationToken)
    {
        var known = await ledger.ReadFoldersAsync(cancellationToken).ConfigureAwait(false);
        if (ResourcePlan.IsOf(known.Select(k => k.Reason)))
        {
            accountRemoved = await ResourceUndo.RunAsync(context, totals, ledger, cancellationToken).ConfigureAwait(false);
            return;
        }

        var entries = known.Where(e => e.DestinationFullName is not null).ToList();
        var account = totals.Mailbox.DestinationAddress.Length == 0
            ? null
            : await context.Directory.FindUserAsync(KnownAccount.MappingOf(totals.Mailbox), cancellationToken).ConfigureAwait(false);
        if (account is null)
        {
            // Public folders do not go with the account that wrote them.
            if (entries.Count > 0 && new MailboxRef(target.Address).IsPublicFolders)
            {
                throw new MigrationException(KnownAccount.PublicAccountGone(totals.Mailbox));
            }

            await ReleaseAllAsync(ledger, entries, cancellationToken).ConfigureAwait(false);
            return;
        }

        var isPublic = new MailboxRef(target.Address).IsPublicFolders;
        var kept = isPublic ? [] : await context.Ledger.ReadPasswordsOfAsync(account.Address, cancellationToken).ConfigureAwait(false);
        var parts = await ledger.ReadPartsAsync(cancellationToken).ConfigureAwait(false);
        var signIn = target.Credential is { } given ? new DestinationSignIn(account, given, JustCreated: false) : KnownAccount.SignInOf(account, kept);
        await new AddressUndo(context, ledger, cancellationToken).OfFoldersAsync(account).ConfigureAwait(false);
        var destination = await context.OpenDestinationAsync(signIn with { IsPublic = isPublic }, cancellationToken).ConfigureAwait(false);
        bool isEmpty;
        await using (destination.ConfigureAwait(false))
        {
            await new PartUndo(context, ledger, count).RunAsync(destination, parts, cancellationToken).ConfigureAwait(false);
            await UndoItemsAsync(ledger, destination, entries, cancellationToken).ConfigureAwait(false);
            await UndoFoldersAsync(ledger, destination, entries, cancellationToken).ConfigureAwait(false);
            isEmpty = !context.IncludeAccount || !totals.AccountCreated || await IsEmptyAsync(destination, cancellationToken).ConfigureAwait(false);
        }

        if (context.IncludeAccount && totals.AccountCreated)
        {
            await UndoAccountAsync(ledger, account, isEmpty, cancellationToken).ConfigureAwait(false);
        }
        else if (!totals.AccountCreated)
        {
            await new AddressUndo(context, ledger, cancellationToken).OfAccountAsync(account).ConfigureAwait(false);
        }
    }

    /// <summary>There is no account, and with it went everything.</summary>
    private async Task ReleaseAllAsync(IMailboxLedger ledger, IReadOnlyList<FolderEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            await RecordOf(ledger, entry).AllGoneAsync(cancellationToken).ConfigureAwait(false);
            await ledger.ForgetFolderAsync(entry.Id, cancellationToken).ConfigureAwait(false);
        }

        await ledger.ForgetPartsAsync(await ledger.ReadPartsAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (totals.AccountCreated)
        {
            await ledger.ForgetAccountAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task UndoItemsAsync(
        IMailboxLedger ledger, IDestinationMailbox destination, IReadOnlyList<FolderEntry> entries, CancellationToken cancellationToken)
    {
        var folders = (await destination.ListFoldersAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(f => f.FullName, StringComparer.Ordinal);
        foreach (var group in entries.GroupBy(e => e.DestinationFullName!))
        {
            if (folders.TryGetValue(group.Key, out var folder))
            {
                await UndoItemsAsync(ledger, destination, folder, [.. group], cancellationToken).ConfigureAwait(false);
                continue;
            }

            foreach (var entry in group)
            {
                await RecordOf(ledger, entry).AllGoneAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The items of all source folders that went into this one.</summary>
    private async Task UndoItemsAsync(
        IMailboxLedger ledger, IDestinationMailbox destination, DestinationFolder folder, IReadOnlyList<FolderEntry> entries, CancellationToken cancellationToken)
    {
        var undos = entries.Select(e => new FolderUndo(ledger, destination, e, RecordOf(ledger, e))).ToList();
        var claimed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (entry, undo) in entries.Zip(undos, (e, u) => (e, u)))
        {
            await undo.SettleAsync(folder, cancellationToken).ConfigureAwait(false);
            var carried = await ledger.ReadCarriedAsync(entry.Id, cancellationToken).ConfigureAwait(false);
            claimed.UnionWith(carried.Select(c => c.DestinationId).OfType<string>());
        }

        foreach (var undo in undos)
        {
            await undo.RunAsync(folder, claimed, cancellationToken).ConfigureAwait(false);
        }
    }

    private UndoRecord RecordOf(IMailboxLedger ledger, FolderEntry entry) => new(ledger, context.Observer, entry, count);

    /// <summary>Folders that we made, the innermost first.</summary>
    private async Task UndoFoldersAsync(
        IMailboxLedger ledger, IDestinationMailbox destination, IReadOnlyList<FolderEntry> entries, CancellationToken cancellationToken)
    {
        var folders = await destination.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
        var made = entries.Where(e => e.CreatedByUs).ToLookup(e => folders.FirstOrDefault(f => f.FullName == e.DestinationFullName));
        foreach (var group in made.OrderByDescending(g => g.Key?.Path.Count ?? 0))
        {
            if (group.Key is { } folder && !await TryRemoveAsync(destination, folder, cancellationToken).ConfigureAwait(false))
            {
                foldersKept++;
                continue;
            }

            foldersRemoved += group.Key is null ? 0 : 1;
            foreach (var entry in entries.Where(e => group.Any(g => g.DestinationFullName == e.DestinationFullName)))
            {
                await ledger.ForgetFolderAsync(entry.Id, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> TryRemoveAsync(IDestinationMailbox destination, DestinationFolder folder, CancellationToken cancellationToken)
    {
        var message = "It is not empty; it was left.";
        try
        {
            if (await destination.RemoveFolderAsync(folder, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
        catch (MigrationException e) when (e.Failure.Scope == FailureScope.Folder)
        {
            message = e.Failure.Message;
        }

        context.Observer.OnEvent(new KeptByUndo(target.Address, folder.FullName, Reason.NotRemovable, message));
        return false;
    }

    private static async Task<bool> IsEmptyAsync(IDestinationMailbox destination, CancellationToken cancellationToken)
    {
        foreach (var folder in (await destination.ListFoldersAsync(cancellationToken).ConfigureAwait(false)).Where(f => f.CanHoldItems))
        {
            if ((await destination.FindItemsAsync(folder, null, cancellationToken).ConfigureAwait(false)).Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Only an account that nobody used for anything else: mail that came in since is nobody's to delete.</summary>
    private async Task UndoAccountAsync(IMailboxLedger ledger, DestinationUser account, bool isEmpty, CancellationToken cancellationToken)
    {
        var now = await context.Directory.FindUserAsync(KnownAccount.MappingOf(totals.Mailbox), cancellationToken).ConfigureAwait(false);
        if (!isEmpty || now?.UsedItems > 0)
        {
            context.Observer.OnEvent(new KeptByUndo(target.Address, account.Address, Reason.NotRemovable, "The account holds items that no migration brought; it was left."));
            return;
        }

        // Before the account: afterwards its aliases in other domains would lead nowhere.
        await new AddressUndo(context, ledger, cancellationToken).OfAccountAsync(account).ConfigureAwait(false);
        await context.Directory.RemoveUserAsync(account, cancellationToken).ConfigureAwait(false);
        await ledger.ForgetAccountAsync(CancellationToken.None).ConfigureAwait(false);
        accountRemoved = true;
    }
}
