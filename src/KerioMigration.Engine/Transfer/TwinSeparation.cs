using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Canonical;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Items of one calendar that have the same UID, which Exchange allows, as copies of a meeting do: a destination holds each UID once (RFC 4791
/// 5.3.2.1), so that all but the first get one of their own. Which is the first, the ledger knows.
/// </summary>
internal sealed class TwinSeparation(IMailboxLedger ledger)
{
    private const string Loss = "Another item of this calendar has the same UID, and keeps it: what the organizer of the meeting changes later reaches that one.";

    private readonly ConcurrentDictionary<long, Dictionary<string, string>> folders = new();

    public async Task<List<ConvertedItem>> SeparateAsync(FolderTransfer folder, List<ConvertedItem> items)
    {
        if (folder.Destination.Kind != ItemKind.Calendar || items.Count == 0)
        {
            return items;
        }

        // Whoever reads second takes what the first has read and added to since.
        var owners = folders.TryGetValue(folder.Id, out var known) ? known : folders.GetOrAdd(folder.Id, await ReadOwnersAsync(folder.Id).ConfigureAwait(false));
        lock (owners)
        {
            return [.. items.Select(i => Separate(i, owners))];
        }
    }

    private static ConvertedItem Separate(ConvertedItem item, Dictionary<string, string> owners)
    {
        var uid = item.Key.MessageId!;
        var own = OwnUid(uid, item.Source.Id);
        if (item.Replaces?.Uid == own || (owners.TryGetValue(uid, out var owner) && owner != item.Source.Id))
        {
            return WithUid(item, uid, own);
        }

        owners[uid] = item.Source.Id;
        return item;
    }

    private static ConvertedItem WithUid(ConvertedItem item, string uid, string own)
    {
        var content = UidReplacement.Replace(item.Content, uid, own);
        return item with
        {
            Key = item.Key with { MessageId = own },
            Content = content,
            Fileless = item.Fileless is { } less ? less with { Content = UidReplacement.Replace(less.Content, uid, own) } : null,
            Fingerprint = CanonicalObject.Of(content).Fingerprint,
            Losses = [.. item.Losses, Loss],
        };
    }

    /// <summary>The same in every run, as long as the item stays where it is.</summary>
    private static string OwnUid(string uid, string sourceId) => uid + "-" + ContentSink.Fingerprint(sourceId).Substring(0, 16);

    /// <summary>By UID: what is there, and what may be.</summary>
    private async Task<Dictionary<string, string>> ReadOwnersAsync(long folderId)
    {
        var carried = await ledger.ReadCarriedAsync(folderId, CancellationToken.None).ConfigureAwait(false);
        var intents = await ledger.ReadIntentsAsync(folderId, CancellationToken.None).ConfigureAwait(false);
        return carried.Select(c => (Uid: c.Key?.MessageId, c.SourceId)).Concat(intents.Select(i => (Uid: i.Key.MessageId, i.SourceId)))
            .Where(c => c.Uid is not null)
            .GroupBy(c => c.Uid!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().SourceId, StringComparer.Ordinal);
    }
}
