using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;
using MimeKit;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>
/// Entries of feeds (RSS), which are messages. Outlook writes the link to the article below the text; where nobody has, their MIME does not
/// have it, and the report does.
/// </summary>
internal sealed class FeedEntries(EwsClient client, OpenedMailbox mailbox)
{
    /// <summary>PidLidPostRssItemLink.</summary>
    private static readonly ExtendedField Link = new(ExtendedField.Feed, 0x8901, "String");

    private static readonly PropertyShape Shape = new([], [], [Link]);

    private readonly PropertyReading details = new(client, mailbox, Shape, Shape);

    /// <param name="batch">Indices of messages that were read.</param>
    /// <param name="results">By the same indices.</param>
    public async Task CompleteAsync(IReadOnlyList<ItemRef> items, List<int> batch, SourceItem?[] results, CancellationToken cancellationToken)
    {
        List<int> entries = [.. batch.Where(i => results[i] is { Content: not null, Fidelity: not ItemFidelity.Stub } && ItemClasses.IsFeedEntry(items[i].ItemClass))];
        if (entries.Count == 0)
        {
            return;
        }

        var told = await details.ReadAllAsync(entries.Select(i => items[i].Id), cancellationToken).ConfigureAwait(false);
        foreach (var index in entries)
        {
            if (told[items[index].Id].Element is { } element && Link.Of(element) is { Length: > 0 } link
                && !await ShowsAsync(results[index]!.Content!, link, cancellationToken).ConfigureAwait(false))
            {
                results[index] = results[index]!.With(rebuilt: null, [$"Link of the feed's entry: {link}"]);
            }
        }
    }

    private static async Task<bool> ShowsAsync(ItemContent content, string link, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = content.OpenRead();
            using var message = await MimeMessage.LoadAsync(stream, cancellationToken).ConfigureAwait(false);
            return message.BodyParts.OfType<TextPart>().Any(p => (p.IsHtml ? WebUtility.HtmlDecode(p.Text) : p.Text).Contains(link));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
