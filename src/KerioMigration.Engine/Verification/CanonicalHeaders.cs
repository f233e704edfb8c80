using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MimeKit;
using MimeKit.Utils;

namespace KerioMigration.Engine.Verification;

/// <summary>The headers that a reader sees, and those that bind conversations, as values without their spelling.</summary>
internal static class CanonicalHeaders
{
    private static readonly HeaderId[] Addresses =
        [HeaderId.From, HeaderId.Sender, HeaderId.ReplyTo, HeaderId.To, HeaderId.Cc, HeaderId.Bcc];

    private static readonly HeaderId[] References = [HeaderId.MessageId, HeaderId.InReplyTo, HeaderId.References];

    /// <summary>In a fixed order; a header that is empty is as good as none.</summary>
    public static IEnumerable<(string Name, string Value)> Of(MimeMessage message) =>
        Addresses.SelectMany(id => Values(message, id, AddressesIn))
            .Concat(Values(message, HeaderId.Subject, h => OneBlank(h.Value)))
            .Concat(WasSent(message) ? Values(message, HeaderId.Date, DateIn) : [])
            .Concat(References.SelectMany(id => Values(message, id, IdsIn)));

    // A recorded server dates drafts and other items that never were sent with the moment at which they are read.
    private static bool WasSent(MimeMessage message) => message.Headers.Contains(HeaderId.MessageId);

    private static IEnumerable<(string Name, string Value)> Values(MimeMessage message, HeaderId id, Func<Header, string> read) =>
        message.Headers.Where(h => h.Id == id).Select(h => (id.ToString(), read(h))).Where(v => v.Item2.Length > 0);

    private static string AddressesIn(Header header) =>
        InternetAddressList.TryParse(ParserOptions.Default, header.RawValue, out var list)
            ? string.Join(", ", list.Select(Spell))
            : OneBlank(header.Value);

    private static string Spell(InternetAddress address) => address switch
    {
        MailboxAddress mailbox => $"{OneBlank(mailbox.Name)} <{mailbox.Address}>",
        GroupAddress group => $"{OneBlank(group.Name)}: {string.Join(", ", group.Members.Select(Spell))};",
        _ => OneBlank(address.ToString()),
    };

    private static string DateIn(Header header) => DateUtils.TryParse(header.RawValue, out var date)
        ? date.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)
        : OneBlank(header.Value);

    private static string IdsIn(Header header)
    {
        var ids = string.Join(" ", MimeUtils.EnumerateReferences(header.RawValue, 0, header.RawValue.Length));
        return ids.Length > 0 ? ids : OneBlank(header.Value);
    }

    private static string OneBlank(string? text) =>
        string.Join(" ", (text ?? "").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
