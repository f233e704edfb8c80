using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Sorts a folder's listed items by what a listing can tell of them. Pure. Certain is an item whose Message-ID stands once on each side,
/// with the same date to the second: two messages never share both. All else that the destination might hold has to be read.
/// </summary>
/// <param name="Certain">Items that are there.</param>
/// <param name="Doubtful">Items that may be there: their content decides.</param>
/// <param name="Absent">Items that are not there.</param>
internal sealed record AdoptionPlan(
    IReadOnlyList<(ItemRef Item, DestinationItem There)> Certain, IReadOnlyList<ItemRef> Doubtful, IReadOnlyList<ItemRef> Absent)
{
    public static AdoptionPlan Of(IReadOnlyList<ItemRef> items, AdoptionIndex index)
    {
        var (certain, doubtful, absent) = (new List<(ItemRef, DestinationItem)>(), new List<ItemRef>(), new List<ItemRef>());
        var listed = new HashSet<string>(items.Select(i => i.MessageId).OfType<string>(), StringComparer.Ordinal);
        foreach (var group in items.GroupBy(i => i.MessageId, StringComparer.Ordinal))
        {
            var there = group.Key is null ? [] : index.WithMessageId(group.Key);
            foreach (var item in group)
            {
                if (there.Count == 1 && group.Count() == 1 && AdoptionIndex.IsSameDate(item.Received, there[0].Key.Date))
                {
                    certain.Add((item, there[0]));
                }
                else
                {
                    (there.Count > 0 || MayBeThere(item, index, listed) ? doubtful : absent).Add(item);
                }
            }
        }

        return new AdoptionPlan(certain, doubtful, absent);
    }

    // A listing may tell no Message-ID, or cut it or spell it in another way than the message does.
    private static bool MayBeThere(ItemRef item, AdoptionIndex index, HashSet<string> listed) => item.MessageId is null
        ? index.Count > 0
        : index.WithDate(item.Received).Any(t => t.Key.MessageId is null || !listed.Contains(t.Key.MessageId));
}
