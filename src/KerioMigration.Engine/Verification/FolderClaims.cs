using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Verification;

/// <summary>Finds the ledger's items in a destination folder. Pure; the surest signs come first, so that nobody takes another's.</summary>
internal static class FolderClaims
{
    public static void Claim(IReadOnlyList<CheckedItem> items, DestinationPool pool)
    {
        foreach (var item in items)
        {
            item.Found = pool.TakePlace(item.Item.DestinationId);
            item.IsAltered = item.Found is not null && IsOther(item);
        }

        // A folder that was made anew, or a message that went out and came back, has new places.
        foreach (var item in Lost(items))
        {
            item.Found = pool.TakeAlike(item.Item.Key!, mayBeGrown: item.Item.DestinationId is null);
        }

        foreach (var item in Lost(items))
        {
            item.Found = pool.TakeNamesake(item.Item.Key!);
            item.IsAltered = item.Found is not null;
        }
    }

    private static List<CheckedItem> Lost(IReadOnlyList<CheckedItem> items) => [.. items.Where(i => i.Found is null && i.Item.Key is not null)];

    private static bool IsOther(CheckedItem item) => item.Item.Key is { } written && item.Found!.Key is var seen
        && (written.MessageId != seen.MessageId || (written.Size != seen.Size && !DestinationPool.IsGrown(written, seen)));
}
