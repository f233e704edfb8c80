using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>Finds the old one of each moved item. Pure. Copies look alike, so that matching counts: each old one serves one new one.</summary>
internal static class MoveMatching
{
    public static IReadOnlyList<MatchedMove> Match(IReadOnlyList<HeldItem> arrived, IReadOnlyList<ChangedItem> vanished)
    {
        var free = vanished.Where(v => v is { Change: ItemChangeType.Deleted, State: ItemState.Migrated, Key: not null }).ToList();
        var matched = new Dictionary<HeldItem, ChangedItem>();

        // Those of the same size first: an edited one must not take the old one of an unchanged one away.
        foreach (var sameSize in new[] { true, false })
        {
            foreach (var item in arrived.Where(a => !matched.ContainsKey(a)))
            {
                var old = free.FirstOrDefault(v => ItemIdentity.AreAlike(item.Item, v.Item, v.Key) && (!sameSize || v.Item.Size == item.Item.Size));
                if (old is not null)
                {
                    matched.Add(item, old);
                    free.Remove(old);
                }
            }
        }

        return [.. matched.Select(m => new MatchedMove(m.Key, m.Value))];
    }
}

/// <summary>A moved item and what it was before.</summary>
internal sealed record MatchedMove(HeldItem New, ChangedItem Old)
{
    /// <summary>
    /// Surely nobody edited it as well. A draft is edited more often than moved, and a sent one moves by itself; an edit that keeps the
    /// size would go unseen.
    /// </summary>
    public bool IsSurelyUnchanged => New.Item.Size == Old.Item.Size && (((Old.Flags ?? default) | (New.Item.Flags ?? default)) & MessageFlags.Draft) == 0;

    public ItemMove ToMove(MessageFlags kept)
    {
        var move = new ItemMove(Old.FolderId, Old.Item.Id, New.Folder.Id, New.Item.Id);
        if (New.Item.Flags is not { } flags || Old.Flags is not { } before)
        {
            // Its flags have to be read.
            return move with { Change = ItemChangeType.Updated };
        }

        return ((flags ^ before) & FlagMerge.Followed & kept) == 0
            ? move
            : move with { Change = ItemChangeType.ReadFlagChanged, SourceFlags = flags };
    }
}
