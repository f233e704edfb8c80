using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>
/// Holds new items back that look like one that was listed before: only once all folders are listed it is known whether the other one
/// is gone, that is whether this one was moved. Used by one thread at a time.
/// </summary>
internal sealed class MoveWatch
{
    private readonly IMailboxLedger ledger;
    private readonly Dictionary<(long Folder, string Id), HeldItem> held = [];
    private readonly HashSet<(long Folder, string Id)> successors = [];
    private HashSet<int>? known;

    public MoveWatch(IMailboxLedger ledger) => this.ledger = ledger;

    public IReadOnlyList<HeldItem> Held => [.. held.Values];

    public bool IsHeld(FolderTransfer folder, ItemRef item) => held.ContainsKey((folder.Id, item.Id));

    /// <summary>Gives those of the items that are surely new, and keeps the others.</summary>
    public async Task<IReadOnlyList<ItemRef>> SiftAsync(FolderTransfer folder, IReadOnlyList<ItemRef> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return items;
        }

        known ??= await LoadAsync(cancellationToken).ConfigureAwait(false);
        var sure = new List<ItemRef>(items.Count);
        foreach (var item in items)
        {
            if (successors.Contains((folder.Id, item.Id)) || ItemIdentity.MayBeKnown(item, known.Contains))
            {
                held[(folder.Id, item.Id)] = new HeldItem(folder, item);
            }
            else
            {
                sure.Add(item);
                known.Add(ItemIdentity.PrintOf(new KnownItem(folder.Id, item, ItemState.Pending)));
            }
        }

        return sure;
    }

    /// <summary>
    /// What an earlier run left open is held before its folder is listed: lets those go that the listing then said are deleted, or moved on.
    /// </summary>
    public async Task DropVanishedAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in held.Keys.GroupBy(k => k.Folder).ToList())
        {
            var open = await ledger.ReadOpenAsync(folder.Key, cancellationToken).ConfigureAwait(false);
            foreach (var gone in folder.Where(f => open.All(o => o.Item.Id != f.Id)).ToList())
            {
                held.Remove(gone);
            }
        }
    }

    /// <summary>All held items are decided about.</summary>
    public void Release() => held.Clear();

    private async Task<HashSet<int>> LoadAsync(CancellationToken cancellationToken)
    {
        var prints = new HashSet<int>();
        await ledger.ReadKnownAsync(
            k =>
            {
                if (k.State is ItemState.Intended or ItemState.Migrated)
                {
                    prints.Add(ItemIdentity.PrintOf(k));
                }

                return false;
            },
            cancellationToken).ConfigureAwait(false);

        // Moves that an earlier run stated and did not finish.
        var superseded = await ledger.ReadSupersededAsync(cancellationToken).ConfigureAwait(false);
        successors.UnionWith(superseded.Where(c => c.IsOpenMove).Select(c => (c.SuccessorFolder, c.SuccessorId)));
        return prints;
    }
}
