using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using KerioMigration.Engine.Exchange.Operations;
using MimeKit;
using MimeKit.Utils;

namespace KerioMigration.Engine.Exchange.Fallback;

/// <summary>
/// The header of a rebuilt message: the block that arrived with it, without what described its old body (PidTagTransportMessageHeaders
/// may speak of application/ms-tnef), completed from the properties. Sent items and drafts have no block.
/// </summary>
internal static class RebuiltHeaders
{
    private static readonly (HeaderId Id, string Property)[] Lists =
    [
        (HeaderId.From, "From"), (HeaderId.Sender, "Sender"), (HeaderId.ReplyTo, "ReplyTo"), (HeaderId.To, "ToRecipients"), (HeaderId.Cc, "CcRecipients"),
        (HeaderId.Bcc, "BccRecipients"),
    ];

    public static IEnumerable<Header> Of(EwsMessage read)
    {
        var headers = (read.TransportHeaders is { } block ? Parse(block) : Parse(read.Headers)).Where(h => !DescribesBody(h)).ToList();
        foreach (var (id, value) in Completion(read))
        {
            if (value is { Length: > 0 } && !headers.Any(h => h.Id == id))
            {
                headers.Add(new Header(id, Clean(value)));
            }
        }

        return headers;
    }

    private static bool DescribesBody(Header header) =>
        header.Field.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || header.Id == HeaderId.MimeVersion;

    private static IEnumerable<(HeaderId Id, string? Value)> Completion(EwsMessage read)
    {
        foreach (var (id, property) in Lists)
        {
            yield return (id, read.Addresses.TryGetValue(property, out var list) && !IsRepeated(id, read) ? ListOf(list) : null);
        }

        yield return (HeaderId.From, SenderOf(read));
        yield return (HeaderId.Subject, read.Item.Subject);
        yield return (HeaderId.Date, (read.Sent ?? read.Item.Received) is { } date ? DateUtils.FormatDate(date) : null);
        yield return (HeaderId.MessageId, read.MessageId);
        yield return (HeaderId.InReplyTo, read.InReplyTo);
        yield return (HeaderId.References, read.References);
        yield return (HeaderId.Importance, read.Importance is "High" or "Low" ? read.Importance : null);
    }

    /// <summary>Sender is only said where somebody else wrote (RFC 5322, 3.6.2); Exchange names both always.</summary>
    private static bool IsRepeated(HeaderId id, EwsMessage read) =>
        id == HeaderId.Sender
        && (!read.Addresses.TryGetValue("From", out var from) || from.Count == 0 || read.Addresses["Sender"].All(s => s.Address == from[0].Address));

    private static string? SenderOf(EwsMessage read) => read.SenderName is null && read.SenderAddress is null
        ? null
        : AddressOf(new EwsRecipient(read.SenderName ?? "", read.SenderAddress ?? "", "")).ToString();

    private static string ListOf(IEnumerable<EwsRecipient> list) => new InternetAddressList(list.Select(AddressOf)).ToString();

    /// <summary>Who has no address that mail knows (EX) keeps the name, as a group without members (RFC 6854).</summary>
    private static InternetAddress AddressOf(EwsRecipient address) => address.Address.IndexOf('@') > 0 && !address.Address.StartsWith("/", StringComparison.Ordinal)
        ? new MailboxAddress(address.Name == address.Address ? "" : Clean(address.Name), Clean(address.Address))
        : new GroupAddress(Clean(address.Name.Length > 0 ? address.Name : address.Address));

    /// <summary>Fields with their folding, one by one; lines that are no field are left out.</summary>
    private static IEnumerable<Header> Parse(string block)
    {
        var field = new StringBuilder();
        foreach (var line in block.Replace("\r", "").Split('\n'))
        {
            if (field.Length > 0 && (line.Length == 0 || line[0] is not (' ' or '\t')))
            {
                if (Header.TryParse(field.ToString(), out var header))
                {
                    yield return header;
                }

                field.Clear();
            }

            field.Append(line).Append(line.Length > 0 ? "\r\n" : "");
        }

        if (field.Length > 0 && Header.TryParse(field.ToString(), out var last))
        {
            yield return last;
        }
    }

    private static IEnumerable<Header> Parse(IEnumerable<KeyValuePair<string, string>> fields) => fields
        .Where(f => f.Key.Length > 0 && f.Key.All(c => c is > ' ' and < '\x7F' and not ':'))
        .Select(f => new Header(Encoding.UTF8, f.Key, Clean(f.Value)));

    private static string Clean(string text) => new([.. text.Where(c => !char.IsControl(c))]);
}
