using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Properties;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>Reads items in requests of a bearable size: messages with their MIME, all others by their properties.</summary>
internal sealed class ItemReading
{
    /// <summary>A batch should end within the server's minute, also on a slow one.</summary>
    private const int ItemsPerRequest = 50;

    private const long BytesPerRequest = 8L << 20;

    private readonly MessageReading messages;
    private readonly FeedEntries feeds;
    private readonly UnknownItems unknown;
    private readonly JournalReading journal;
    private readonly PropertyItems properties;

    public ItemReading(EwsClient client, OpenedMailbox mailbox)
    {
        var zone = new MailboxZone(client, mailbox.Context);
        messages = new MessageReading(client, mailbox);
        feeds = new FeedEntries(client, mailbox);
        unknown = new UnknownItems(client, mailbox);
        journal = new JournalReading(client, mailbox, messages, zone);
        properties = new PropertyItems(client, mailbox, zone);
    }

    public async Task<IReadOnlyList<SourceItem>> ReadAsync(IReadOnlyList<ItemRef> items, CancellationToken cancellationToken)
    {
        var results = new SourceItem?[items.Count];
        try
        {
            foreach (var batch in Split(items))
            {
                await (FormOf(items[batch[0]]) switch
                {
                    ItemKind.Mail => ReadMessagesAsync(items, batch, results, cancellationToken),
                    ItemKind.Journal => journal.ReadAsync(items, batch, results, cancellationToken),
                    var kind => properties.ReadAsync(kind, items, batch, results, cancellationToken),
                }).ConfigureAwait(false);
            }

            return results!;
        }
        catch
        {
            Array.ForEach(results, r => r?.Dispose());
            throw;
        }
    }

    private async Task ReadMessagesAsync(IReadOnlyList<ItemRef> items, List<int> batch, SourceItem?[] results, CancellationToken cancellationToken)
    {
        await messages.ReadAsync(items, batch, results, cancellationToken).ConfigureAwait(false);
        await feeds.CompleteAsync(items, batch, results, cancellationToken).ConfigureAwait(false);
        await unknown.CompleteAsync(items, batch, results, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>As what an item is read. Of one that lies among mail the server's MIME would be no message, and poor: it is read as what it is.</summary>
    private static ItemKind FormOf(ItemRef item) => item.Kind == ItemKind.Mail ? ItemClasses.KindOfItem(item.ItemClass) : item.Kind;

    /// <summary>Indices of items that go together: read as one kind, bounded in number and bytes, a big one alone.</summary>
    internal static IEnumerable<List<int>> Split(IReadOnlyList<ItemRef> items)
    {
        List<int> batch = [];
        long bytes = 0;
        for (var i = 0; i < items.Count; i++)
        {
            var size = items[i].Size;
            var fits = batch.Count < ItemsPerRequest && bytes + size <= BytesPerRequest && (batch.Count == 0 || FormOf(items[batch[0]]) == FormOf(items[i]));
            if (batch.Count > 0 && !fits)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(i);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
