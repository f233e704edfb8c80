using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>Entries of feeds, whose MIME does not say where the article is.</summary>
internal sealed class FeedEntries(EwsClient client, OpenedMailbox mailbox)
{
    private const string Class = "IPM.Post.Rss";

    /// <summary>PidLidPostRssItemLink.</summary>
    private static readonly ExtendedField Link = new(ExtendedField.PostRss, 0x8901, "String");

    private readonly PropertyReading links = new(client, mailbox, Shape, Shape);

    public static PropertyShape Shape { get; } = new([], [], [Link]);

    /// <param name="batch">Indices of messages.</param>
    /// <param name="results">By the same indices: read before.</param>
    public async Task CompleteAsync(IReadOnlyList<ItemRef> items, List<int> batch, SourceItem?[] results, CancellationToken cancellationToken)
    {
        List<int> entries = [.. batch.Where(i => items[i].ItemClass.StartsWith(Class, StringComparison.OrdinalIgnoreCase) && results[i]?.Content is not null)];
        var told = await links.ReadAllAsync(entries.Select(i => items[i].Id), cancellationToken).ConfigureAwait(false);
        foreach (var index in entries)
        {
            if (told[items[index].Id].Element is { } element && Link.Of(element) is { Length: > 0 } link)
            {
                results[index] = results[index]!.With(null, [$"The link to the article: {link}"]);
            }
        }
    }
}
