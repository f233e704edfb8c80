using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Engine.Undo;

/// <summary>What became of the items of one folder: for the ledger, the observer and the result row alike.</summary>
internal sealed class UndoRecord
{
    private const string Changed = "The copy at the destination was changed after the migration; it was left there.";

    private const string Unknown = "The ledger does not know the bytes that were sent, so that the copy at the destination could be somebody else's; it was left there.";

    private readonly IMailboxLedger ledger;
    private readonly IMigrationObserver observer;
    private readonly FolderEntry entry;
    private readonly UndoCount count;

    public UndoRecord(IMailboxLedger ledger, IMigrationObserver observer, FolderEntry entry, UndoCount count)
    {
        this.ledger = ledger;
        this.observer = observer;
        this.entry = entry;
        this.count = count;
    }

    public async Task RemovedAsync(IReadOnlyList<string> sourceIds)
    {
        // Once done it is noted, whatever was asked meanwhile.
        await ledger.ReleaseAsync(entry.Id, sourceIds, CancellationToken.None).ConfigureAwait(false);
        count.Removed += sourceIds.Count;
        Tell(sourceIds.Count);
    }

    public async Task GoneAsync(IReadOnlyList<CarriedItem> items, CancellationToken cancellationToken)
    {
        await ledger.ReleaseAsync(entry.Id, [.. items.Select(i => i.SourceId)], cancellationToken).ConfigureAwait(false);
        count.Gone += items.Count;
        Tell(items.Count);
    }

    /// <summary>The folder is gone, and with it all that was in it.</summary>
    public async Task AllGoneAsync(CancellationToken cancellationToken)
    {
        var intents = await ledger.ReadIntentsAsync(entry.Id, cancellationToken).ConfigureAwait(false);
        await ledger.WithdrawAsync(entry.Id, [.. intents.Select(i => i.SourceId)], cancellationToken).ConfigureAwait(false);
        var carried = await ledger.ReadCarriedAsync(entry.Id, cancellationToken).ConfigureAwait(false);
        await GoneAsync([.. carried.Where(c => c.State == ItemState.Migrated)], cancellationToken).ConfigureAwait(false);
    }

    public async Task ChangedAsync(IReadOnlyList<CarriedItem> items, CancellationToken cancellationToken)
    {
        var isKnown = items.ToLookup(i => i.Sha256 is not null);
        await KeptAsync([.. isKnown[true]], Reason.ChangedAtDestination, Changed, cancellationToken).ConfigureAwait(false);
        await KeptAsync([.. isKnown[false]], Reason.NotRemovable, Unknown, cancellationToken).ConfigureAwait(false);
    }

    public async Task KeptAsync(IReadOnlyList<CarriedItem> items, Reason reason, string message, CancellationToken cancellationToken)
    {
        await ledger.NoteKeptAsync(entry.Id, [.. items.Select(i => i.SourceId)], reason, message, cancellationToken).ConfigureAwait(false);
        count.Kept += items.Count;
        foreach (var item in items)
        {
            observer.OnEvent(new KeptByUndo(ledger.Address, entry.SourcePath + ": " + item.Subject, reason, message));
        }

        Tell(items.Count);
    }

    private void Tell(int items)
    {
        if (items > 0)
        {
            observer.OnEvent(new ItemsUndone(ledger.Address, entry.SourcePath, items));
        }
    }
}
