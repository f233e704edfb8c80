using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;
using MimeKit;
using MimeKit.Utils;

namespace KerioMigration.Engine.Exchange.Fallback;

/// <summary>
/// A note that stands where a message is missing and says so in plain words. It has a Message-ID of its own, so that nobody takes it for
/// the message.
/// </summary>
internal static class StubMessage
{
    /// <param name="read">What could be read about it; null for nothing beyond the listing.</param>
    public static async Task<ItemContent> WriteAsync(ItemRef item, EwsMessage? read, Failure obstacle, CancellationToken cancellationToken)
    {
        var subject = read?.Item.Subject ?? item.Subject ?? "";
        var date = read?.Sent ?? read?.Item.Received ?? item.Received;
        var headers = (read is null ? [] : RebuiltHeaders.Of(read).Where(h => h.Id is HeaderId.From or HeaderId.To or HeaderId.Cc)).ToList();
        headers.Add(new Header(HeaderId.Subject, "[Not migrated] " + subject));
        headers.Add(new Header(HeaderId.MessageId, $"<{ContentSink.Fingerprint(item.Id)}@stub.invalid>"));
        if (date is { } known)
        {
            headers.Add(new Header(HeaderId.Date, DateUtils.FormatDate(known)));
        }

        using var message = new MimeMessage(headers) { Body = new TextPart("plain") { Text = TextOf(item, read, subject, obstacle) } };
        return await ContentSink.WriteAsync(message, item.Id, 0, cancellationToken).ConfigureAwait(false);
    }

    private static string TextOf(ItemRef item, EwsMessage? read, string subject, Failure obstacle)
    {
        var text = new StringBuilder();
        void Line(string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                text.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        text.Append("A message could not be read when this mailbox was moved. This note stands in its place; the message itself is\r\n"
            + "not here. If it can still be opened in the old mailbox, save it from there or ask your administrator.\r\n\r\n");
        Line("Subject", subject);
        Line("From", string.Join(" ", new[] { read?.SenderName, read?.SenderAddress is { } address && address.IndexOf('@') > 0 ? $"<{address}>" : null }.OfType<string>()));
        Line("Sent", Date(read?.Sent));
        Line("Received", Date(read?.Item.Received ?? item.Received));
        Line("Kind", read?.Item.ItemClass is { Length: > 0 } itemClass ? itemClass : item.ItemClass);
        Line("Size", item.Size > 0 ? item.Size.ToString("N0", CultureInfo.InvariantCulture) + " bytes" : null);
        Line("Error", obstacle.Message);
        return text.ToString();
    }

    private static string? Date(DateTimeOffset? date) => date?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
