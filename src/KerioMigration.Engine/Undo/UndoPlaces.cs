using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Undo;

/// <summary>Where what we wrote into a folder is now. Pure.</summary>
/// <param name="Known">Items that are in the place that the ledger knows.</param>
/// <param name="Gone">Items that are in the folder no more.</param>
/// <param name="Sought">Items without a place that still counts, and what looks like them, the newest first.</param>
internal sealed record UndoPlaces(
    IReadOnlyList<CarriedItem> Known,
    IReadOnlyList<CarriedItem> Gone,
    IReadOnlyList<(IReadOnlyList<CarriedItem> Items, IReadOnlyList<string> Candidates)> Sought)
{
    /// <param name="ours">What we wrote.</param>
    /// <param name="claimed">Places of anything in the ledger.</param>
    /// <param name="there">All of the folder.</param>
    public static UndoPlaces Find(IReadOnlyList<CarriedItem> ours, ICollection<string> claimed, IReadOnlyList<DestinationItem> there)
    {
        var places = new HashSet<string>(there.Select(t => t.DestinationId), StringComparer.Ordinal);
        var numbering = there.Count > 0 ? NumberingOf(there[0].DestinationId) : null;
        var known = ours.Where(o => o.DestinationId is { } place && places.Contains(place)).ToList();

        // With the folder's numbering unchanged a place that is empty says that somebody took the item away.
        var gone = ours.Where(o => numbering is null || (o.DestinationId is { } place && !places.Contains(place) && NumberingOf(place) == numbering)).ToList();
        var sought = ours.Except(known).Except(gone).ToList();
        var free = there.Where(t => !claimed.Contains(t.DestinationId)).OrderByDescending(t => NumberOf(t.DestinationId)).ToLookup(t => t.Key.MessageId ?? "");
        return new UndoPlaces(known, gone, [.. sought.GroupBy(s => s.Key).Select(g => Seek([.. g], g.Key, free))]);
    }

    private static (IReadOnlyList<CarriedItem> Items, IReadOnlyList<string> Candidates) Seek(
        IReadOnlyList<CarriedItem> items, ItemKey? key, ILookup<string, DestinationItem> free) =>
        (items, key is null ? [] : [.. free[key.MessageId ?? ""].Where(f => ItemMatching.Score(key, f.Key) > 0).Select(f => f.DestinationId)]);

    private static string NumberingOf(string place) => place.Split(':')[0];

    // What we wrote came after what was there before: of two that are alike, the newer one is ours.
    private static long NumberOf(string place) => long.TryParse(place.Substring(place.IndexOf(':') + 1), out var number) ? number : 0;
}
