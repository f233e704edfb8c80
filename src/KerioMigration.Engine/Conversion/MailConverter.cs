using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Conversion;

/// <summary>Mail is carried, never rebuilt: the bytes stay, the properties become flags and the internal date.</summary>
public sealed class MailConverter : IItemConverter
{
    public ConvertedItem Convert(SourceItem item, ConversionContext context)
    {
        var content = item.Content ?? throw new InvalidOperationException("An item without content has a failure and is not converted.");
        var received = ToWholeSeconds(item.Received ?? item.Ref.Received);
        return new ConvertedItem
        {
            Source = item.Ref,
            Content = content,
            Key = new ItemKey(MessageHeader.ReadMessageId(content.Head.Span), received, content.Length),
            Fidelity = item.Fidelity,
            Flags = item.Flags & context.Flags,
            InternalDate = received,
            Subject = item.Subject ?? item.Ref.Subject,
            Losses = [.. item.Losses, .. LossesOf(item, item.Flags & ~context.Flags)],
        };
    }

    // INTERNALDATE has no fractions (RFC 3501 9, date-time), and what comes back must equal what was kept.
    private static DateTimeOffset? ToWholeSeconds(DateTimeOffset? date) =>
        date is { } d ? DateTimeOffset.FromUnixTimeSeconds(d.ToUnixTimeSeconds()) : null;

    private static IEnumerable<string> LossesOf(SourceItem item, MessageFlags dropped)
    {
        if (dropped != MessageFlags.None)
        {
            yield return $"Not kept by the destination: {dropped}.";
        }

        // IMAP has no place for them where the server takes no user keywords, as Kerio does not.
        if (item.Categories.Any())
        {
            yield return $"Categories: {string.Join(", ", item.Categories)}.";
        }
    }
}
