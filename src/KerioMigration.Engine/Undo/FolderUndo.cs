using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;
using KerioMigration.Engine.Transfer.Changes;

namespace KerioMigration.Engine.Undo;

/// <summary>
/// Takes the items of one folder away again: those whose bytes at the destination are still the ones that were sent. Each batch is in
/// the ledger before and after, so that an end at any moment leaves nothing that the next run, forward or back, does not find.
/// </summary>
internal sealed class FolderUndo
{
    private const int BatchSize = 50;

    private const string Stuck =
        "The server cannot remove single messages while others in the folder are marked as deleted. Purge those in a mail program, then undo again.";

    private readonly IMailboxLedger ledger;
    private readonly IDestinationMailbox destination;
    private readonly FolderEntry entry;
    private readonly UndoRecord record;

    public FolderUndo(IMailboxLedger ledger, IDestinationMailbox destination, FolderEntry entry, UndoRecord record)
    {
        this.ledger = ledger;
        this.destination = destination;
        this.entry = entry;
        this.record = record;
    }

    /// <summary>Settles what a run left open. Must come before anything is removed from a folder that others were carried into as well.</summary>
    public async Task SettleAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        await IntentResolution.RunAsync(ledger, entry.Id, destination, folder, entry.Mark, cancellationToken).ConfigureAwait(false);

        // From now on any place in the folder may be about to be emptied.
        await ledger.SetMarkAsync(entry.Id, folder.FullName, null, createdByUs: false, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="claimed">Places of everything that the ledger knows in this folder of the destination.</param>
    public async Task RunAsync(DestinationFolder folder, ICollection<string> claimed, CancellationToken cancellationToken)
    {
        var ours = (await ledger.ReadCarriedAsync(entry.Id, cancellationToken).ConfigureAwait(false)).Where(c => c.State == ItemState.Migrated).ToList();
        if (ours.Count == 0)
        {
            return;
        }

        var there = await destination.FindItemsAsync(folder, null, cancellationToken).ConfigureAwait(false);
        var places = UndoPlaces.Find(ours, claimed, there);
        await record.GoneAsync(places.Gone, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < places.Known.Count; i += BatchSize)
        {
            await RemoveUnchangedAsync(folder, [.. places.Known.Skip(i).Take(BatchSize)], cancellationToken).ConfigureAwait(false);
        }

        foreach (var (items, candidates) in places.Sought)
        {
            await SeekAsync(folder, items, candidates, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RemoveUnchangedAsync(DestinationFolder folder, IReadOnlyList<CarriedItem> items, CancellationToken cancellationToken)
    {
        var contents = await destination.ReadItemsAsync(folder, [.. items.Select(i => i.DestinationId!)], cancellationToken).ConfigureAwait(false);
        var (gone, same, changed) = (new List<CarriedItem>(), new List<ItemReceipt>(), new List<CarriedItem>());
        foreach (var (item, read) in items.Zip(contents, (i, c) => (i, c)))
        {
            using (read)
            {
                if (read.Content is not { } content)
                {
                    gone.Add(item);
                }
                else if (await IsUnchangedAsync(item, content, cancellationToken).ConfigureAwait(false))
                {
                    same.Add(new ItemReceipt(item.SourceId) { DestinationId = item.DestinationId });
                }
                else
                {
                    changed.Add(item);
                }
            }
        }

        await record.GoneAsync(gone, cancellationToken).ConfigureAwait(false);
        await record.ChangedAsync(changed, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(folder, same, items, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Items that all look alike from outside, and what may be them: the bytes decide.</summary>
    private async Task SeekAsync(
        DestinationFolder folder, IReadOnlyList<CarriedItem> items, IReadOnlyList<string> candidates, CancellationToken cancellationToken)
    {
        var left = items.ToList();
        var found = new List<ItemReceipt>();
        var others = 0;
        foreach (var candidate in candidates)
        {
            using var read = (await destination.ReadItemsAsync(folder, [candidate], cancellationToken).ConfigureAwait(false))[0];
            var index = read.Content is { } content ? await IndexOfAsync(content, left, cancellationToken).ConfigureAwait(false) : -1;
            if (index < 0)
            {
                others++;
                continue;
            }

            found.Add(new ItemReceipt(left[index].SourceId) { DestinationId = candidate });
            left.RemoveAt(index);
        }

        await RemoveAsync(folder, found, items, cancellationToken).ConfigureAwait(false);
        await record.ChangedAsync([.. left.Take(others)], cancellationToken).ConfigureAwait(false);
        await record.GoneAsync([.. left.Skip(others)], cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> IndexOfAsync(ItemContent content, List<CarriedItem> items, CancellationToken cancellationToken)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (await IsUnchangedAsync(items[i], content, cancellationToken).ConfigureAwait(false))
            {
                return i;
            }
        }

        return -1;
    }

    private static async Task<bool> IsUnchangedAsync(CarriedItem item, ItemContent content, CancellationToken cancellationToken) =>
        await ContentComparison.HasHashAsync(content, item.Sha256, cancellationToken).ConfigureAwait(false);

    private async Task RemoveAsync(
        DestinationFolder folder, IReadOnlyList<ItemReceipt> places, IReadOnlyList<CarriedItem> items, CancellationToken cancellationToken)
    {
        if (places.Count == 0)
        {
            return;
        }

        await ledger.RecallAsync(entry.Id, places, cancellationToken).ConfigureAwait(false);
        var removed = await destination.RemoveItemsAsync(folder, [.. places.Select(p => p.DestinationId!)], cancellationToken).ConfigureAwait(false);
        var isRemoved = places.ToLookup(p => removed.Contains(p.DestinationId!));
        await record.RemovedAsync([.. isRemoved[true].Select(p => p.SourceId)]).ConfigureAwait(false);
        await ledger.ConfirmAsync(entry.Id, [.. isRemoved[false]], CancellationToken.None).ConfigureAwait(false);
        var stuck = new HashSet<string>(isRemoved[false].Select(p => p.SourceId), StringComparer.Ordinal);
        await record.KeptAsync([.. items.Where(i => stuck.Contains(i.SourceId))], Reason.NotRemovable, Stuck, cancellationToken).ConfigureAwait(false);
    }
}
