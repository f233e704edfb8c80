using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>What the entered items and the source's count say about a folder together.</summary>
public static class FolderBalance
{
    /// <param name="rows">Entered items by state, every one once.</param>
    /// <param name="bytes">Of those that are Migrated.</param>
    public static ItemTotals Count(FolderEntry folder, IReadOnlyDictionary<ItemState, long> rows, long bytes)
    {
        long Of(ItemState state) => rows.TryGetValue(state, out var count) ? count : 0;

        var totals = new ItemTotals
        {
            Found = rows.Values.Sum(),
            Migrated = Of(ItemState.Migrated),
            Existing = Of(ItemState.Existing),
            Filtered = Of(ItemState.Filtered),
            Failed = Of(ItemState.Failed),
            Held = Of(ItemState.Held),
            Pending = Of(ItemState.Intended),
            Bytes = bytes,
        };
        return AddUnsettled(folder, totals, Of(ItemState.Pending));
    }

    /// <summary>The item as reports show it, in the same place where <see cref="Count"/> counts it.</summary>
    public static ItemOutcome Place(FolderEntry folder, ItemOutcome item) => item.State == ItemState.Pending && folder.TargetPath is null
        ? item with { State = Fate(folder), Reason = folder.Reason }
        : item;

    /// <summary>
    /// Puts items that nobody decided about where the folder's fate puts them: those entered and waiting, and those that the source
    /// counted and that were not listed. Of a folder that is carried they are pending; the others share the reason of the folder.
    /// </summary>
    private static ItemTotals AddUnsettled(FolderEntry folder, ItemTotals totals, long waiting)
    {
        var isCarried = folder.TargetPath is not null;
        var unlisted = isCarried && folder.IsListed ? 0 : Math.Max(0, folder.SourceItemCount - totals.Found);
        var unsettled = waiting + unlisted;
        totals = totals with { Found = totals.Found + unlisted };
        return Fate(folder) switch
        {
            ItemState.Filtered => totals with { Filtered = totals.Filtered + unsettled },
            ItemState.Held => totals with { Held = totals.Held + unsettled },
            ItemState.Failed => totals with { Failed = totals.Failed + unsettled },
            _ => totals with { Pending = totals.Pending + unsettled },
        };
    }

    /// <summary>What becomes of an item of this folder that nobody decided about.</summary>
    private static ItemState Fate(FolderEntry folder) => folder switch
    {
        { TargetPath: not null } => ItemState.Pending,
        { Reason: Reason.None or Reason.FolderExcluded or Reason.KindNotSelected or Reason.OutsideDateRange } => ItemState.Filtered,
        { Reason: Reason.NoDestinationSignIn or Reason.NoPlaceInResource } => ItemState.Held,
        _ => ItemState.Failed,
    };
}
