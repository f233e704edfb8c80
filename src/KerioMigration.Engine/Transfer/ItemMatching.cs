using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Finds out which intended items are at the destination. Pure. Several items may look alike (the same message delivered twice), so
/// that matching counts: what a receipt claims is nobody else's, and each candidate serves one intent.
/// </summary>
public static class ItemMatching
{
    /// <param name="intents">Items whose outcome is unknown.</param>
    /// <param name="candidates">What the destination got since the mark.</param>
    /// <param name="confirmed">What has a receipt since the mark.</param>
    /// <returns>The destination's item for each intent found there, by source id.</returns>
    public static IReadOnlyDictionary<string, DestinationItem> Match(
        IReadOnlyList<ItemIntent> intents,
        IReadOnlyList<DestinationItem> candidates,
        IReadOnlyList<ConfirmedItem> confirmed)
    {
        var free = FreeCandidates(candidates, confirmed);
        var found = new Dictionary<string, DestinationItem>(StringComparer.Ordinal);
        foreach (var intent in intents)
        {
            if (Take(free, intent) is { } item)
            {
                found[intent.SourceId] = item;
            }
        }

        return found;
    }

    /// <summary>An item that was about to be removed is there or gone: a look-alike may have been there before us.</summary>
    private static DestinationItem? Take(List<DestinationItem> free, ItemIntent intent) => intent.DestinationId is { } place
        ? free.Find(c => string.Equals(c.DestinationId, place, StringComparison.Ordinal))
        : TakeBest(free, intent.Key);

    private static List<DestinationItem> FreeCandidates(IReadOnlyList<DestinationItem> candidates, IReadOnlyList<ConfirmedItem> confirmed)
    {
        var claimed = new HashSet<string>(confirmed.Select(c => c.DestinationId).OfType<string>(), StringComparer.Ordinal);
        var free = candidates.Where(c => !claimed.Contains(c.DestinationId)).ToList();

        // A server without UIDPLUS gives receipts without a place: each takes one look-alike out.
        foreach (var nameless in confirmed.Where(c => c.DestinationId is null))
        {
            TakeBest(free, nameless.Key);
        }

        return free;
    }

    private static DestinationItem? TakeBest(List<DestinationItem> free, ItemKey key)
    {
        var best = -1;
        var bestScore = 0;
        for (var i = 0; i < free.Count; i++)
        {
            var score = Score(key, free[i].Key);
            if (score > bestScore)
            {
                (best, bestScore) = (i, score);
            }
        }

        if (best < 0)
        {
            return null;
        }

        var item = free[best];
        free.RemoveAt(best);
        return item;
    }

    /// <summary>0 when they cannot be the same item; more is better.</summary>
    internal static int Score(ItemKey wanted, ItemKey seen)
    {
        if (!string.Equals(wanted.MessageId, seen.MessageId, StringComparison.Ordinal))
        {
            return 0;
        }

        var sameDate = wanted.Date == seen.Date;
        if (wanted.Size == seen.Size)
        {
            // A server that refused the date stored the message under its own.
            return sameDate ? 3 : wanted.MessageId is null ? 0 : 1;
        }

        // Some servers count bare line feeds as two bytes; the size may then grow, never shrink.
        var grown = seen.Size > wanted.Size && seen.Size <= wanted.Size * 2;
        return grown && sameDate ? 2 : 0;
    }
}
