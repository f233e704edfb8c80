using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Verification;

/// <summary>
/// What a destination folder holds now. Each item serves one item of the ledger, the surest claim first: by its place, then by its looks.
/// Not thread-safe.
/// </summary>
internal sealed class DestinationPool
{
    private readonly Dictionary<string, DestinationItem> free = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<DestinationItem>> byMessageId = new(StringComparer.Ordinal);
    private readonly List<DestinationItem> taken = [];

    /// <param name="items">Those marked as deleted are left out: users do not see them any more.</param>
    public DestinationPool(IEnumerable<DestinationItem> items)
    {
        foreach (var item in items.Where(i => !i.IsDeleted))
        {
            free[item.DestinationId] = item;
            if (!byMessageId.TryGetValue(NameOf(item.Key), out var alike))
            {
                byMessageId.Add(NameOf(item.Key), alike = []);
            }

            alike.Add(item);
        }
    }

    public IReadOnlyCollection<DestinationItem> Free => free.Values;

    public DestinationItem? TakePlace(string? destinationId) =>
        destinationId is not null && free.TryGetValue(destinationId, out var item) ? Take(item) : null;

    /// <summary>One that is the same message by every sign; of several the one with the same date.</summary>
    /// <param name="mayBeGrown">Also one that is larger by at most a byte for each line end.</param>
    public DestinationItem? TakeAlike(ItemKey key, bool mayBeGrown) => Alike(key)
        .Where(i => i.Key.Size == key.Size || (mayBeGrown && IsGrown(key, i.Key)))
        .OrderByDescending(i => i.Key.Size == key.Size)
        .ThenByDescending(i => i.Key.Date == key.Date)
        .Select(Take)
        .FirstOrDefault();

    /// <summary>One with the same Message-ID, whatever else it says.</summary>
    public DestinationItem? TakeNamesake(ItemKey key) => key.MessageId is null ? null : Alike(key).Select(Take).FirstOrDefault();

    /// <summary>Free items that look like a taken one, each with the one it looks like.</summary>
    public IEnumerable<(DestinationItem Taken, DestinationItem Second)> Doubles()
    {
        var looks = taken.ToLookup(i => (NameOf(i.Key), i.Key.Size));
        return free.Values
            .Select(i => (looks[(NameOf(i.Key), i.Key.Size)].FirstOrDefault()!, i))
            .Where(pair => pair.Item1 is not null);
    }

    /// <summary>Some servers store a bare line feed as two bytes: a message may grow, never shrink.</summary>
    public static bool IsGrown(ItemKey written, ItemKey seen) => seen.Size > written.Size && seen.Size <= written.Size * 2;

    /// <summary>Without a Message-ID only the date tells messages apart.</summary>
    private static string NameOf(ItemKey key) => key.MessageId ?? "\0" + key.Date?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private IEnumerable<DestinationItem> Alike(ItemKey key) =>
        byMessageId.TryGetValue(NameOf(key), out var alike) ? alike.Where(i => free.ContainsKey(i.DestinationId)) : [];

    private DestinationItem Take(DestinationItem item)
    {
        free.Remove(item.DestinationId);
        taken.Add(item);
        return item;
    }
}
