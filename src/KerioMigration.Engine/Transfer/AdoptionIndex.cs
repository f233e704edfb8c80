using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// What a folder of the destination holds that the ledger does not know, to be given to items of the source that are the same. Pure;
/// each item of the destination serves one item of the source, so that two of a kind need two.
/// </summary>
internal sealed class AdoptionIndex
{
    private readonly Dictionary<string, List<DestinationItem>> byMessageId = new(StringComparer.Ordinal);
    private readonly Dictionary<DateTimeOffset, List<DestinationItem>> byDate = [];

    /// <param name="there">All of the folder.</param>
    /// <param name="carried">What the ledger says is in it.</param>
    public AdoptionIndex(IReadOnlyList<DestinationItem> there, IReadOnlyList<CarriedItem> carried)
    {
        var claimed = new HashSet<string>(carried.Select(c => c.DestinationId).OfType<string>(), StringComparer.Ordinal);
        var numbering = there.Count > 0 ? NumberingOf(there[0].DestinationId) : "";
        foreach (var item in there.Where(t => !claimed.Contains(t.DestinationId)))
        {
            Add(item);
        }

        // Written without a receipt that says where, or before the folder was numbered anew: each takes one look-alike out.
        foreach (var nameless in carried.Where(c => c.Key is not null && (c.DestinationId is null || NumberingOf(c.DestinationId) != numbering)))
        {
            if (WithMessageId(nameless.Key!.MessageId).OrderByDescending(t => ItemMatching.Score(nameless.Key, t.Key)).FirstOrDefault() is { } likely
                && ItemMatching.Score(nameless.Key, likely.Key) > 0)
            {
                Take(likely);
            }
        }
    }

    public int Count { get; private set; }

    /// <summary>All with this Message-ID; null asks for those without.</summary>
    public IReadOnlyList<DestinationItem> WithMessageId(string? messageId) =>
        byMessageId.TryGetValue(messageId ?? "", out var items) ? [.. items] : [];

    public IReadOnlyList<DestinationItem> WithDate(DateTimeOffset? date) => date is { } known && byDate.TryGetValue(Second(known), out var items) ? [.. items] : [];

    public void Take(DestinationItem item)
    {
        Count--;
        byMessageId[item.Key.MessageId ?? ""].Remove(item);
        if (item.Key.Date is { } date)
        {
            byDate[Second(date)].Remove(item);
        }
    }

    /// <summary>IMAP knows no parts of seconds.</summary>
    public static bool IsSameDate(DateTimeOffset? one, DateTimeOffset? other) => one is { } a && other is { } b && Second(a) == Second(b);

    private static DateTimeOffset Second(DateTimeOffset date) => DateTimeOffset.FromUnixTimeSeconds(date.ToUnixTimeSeconds());

    private static string NumberingOf(string place) => place.Split(':')[0];

    private void Add(DestinationItem item)
    {
        Count++;
        ListOf(byMessageId, item.Key.MessageId ?? "").Add(item);
        if (item.Key.Date is { } date)
        {
            ListOf(byDate, Second(date)).Add(item);
        }
    }

    private static List<DestinationItem> ListOf<TKey>(Dictionary<TKey, List<DestinationItem>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        return list;
    }
}
