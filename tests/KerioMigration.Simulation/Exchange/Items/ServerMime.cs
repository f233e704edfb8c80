using System.Linq;
using System.Text;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>MimeContent of items that are no mail, as the server makes it out of their properties.</summary>
internal static class ServerMime
{
    /// <summary>Null for an item that has none.</summary>
    public static MailContent? Of(SeededItem item) => item.Content ?? item switch
    {
        SeededAppointment appointment => MailContent.Of(ServerCalendar.Of(appointment)),
        SeededContact contact => MailContent.Of(Card(contact)),
        SeededTask or SeededDistributionList => MailContent.Of(Text(item)),
        _ => null,
    };

    /// <summary>2010 before its last service pack converts no contacts, lists and tasks.</summary>
    public static string? ErrorCode(SeededItem item, SchemaVersion version) =>
        item.Content is null && item is SeededContact or SeededTask or SeededDistributionList && version < SchemaVersion.Exchange2013
            ? "ErrorUnsupportedMimeConversion" : null;

    /// <summary>A few fields alone.</summary>
    private static byte[] Card(SeededContact contact)
    {
        var emails = contact.Emails.Where(e => e?.RoutingType == "SMTP").Select(e => $"EMAIL;TYPE=INTERNET:{e!.Address}\r\n");
        return Encoding.UTF8.GetBytes(
            $"BEGIN:VCARD\r\nPROFILE:VCARD\r\nVERSION:3.0\r\nMAILER:Microsoft Exchange\r\nPRODID:Microsoft Exchange\r\nFN:{contact.DisplayName}\r\n" +
            $"N:{contact.Surname};{contact.GivenName};{contact.MiddleName};{contact.Title};{contact.Generation}\r\n{string.Concat(emails)}" +
            $"ORG:{contact.Company};{contact.Department}\r\nCLASS:PUBLIC\r\nREV:{contact.Modified:yyyyMMdd'T'HHmmss'Z'}\r\nEND:VCARD\r\n");
    }

    private static byte[] Text(SeededItem item) => Encoding.UTF8.GetBytes(
        $"Subject: {MailText.Encode(item.Subject ?? string.Empty)}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{item.PlainBody ?? item.Body}");
}
