using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Model.Contacts;
using KerioMigration.Engine.Model.Tasks;
using MimeKit;

namespace KerioMigration.Engine.Conversion.Messages;

/// <summary>
/// An item that is no mail and lies where messages lie, as deleted appointments and contacts do: a message that tells of it, with the item
/// attached in the form that every program takes. The same item gives the same bytes. Pure, any thread.
/// </summary>
internal static class MessageOfItem
{
    /// <param name="made">The item in the form of its kind; null where the text says all of it.</param>
    /// <param name="owner">The mailbox's address, in whose name the message is where nobody else is known to have made the item.</param>
    public static async Task<ItemContent> WriteAsync(SourceItem item, ItemProperties properties, ItemObject? made, string owner, CancellationToken cancellationToken)
    {
        // What a move of the item leaves as it is.
        var seed = made?.Uid ?? item.Ref.SearchKey ?? item.Ref.Id;
        using var message = new MimeMessage
        {
            Subject = MessageText.SubjectOf(properties) ?? item.Subject ?? "",
            Date = MessageText.DateOf(properties) ?? item.Received ?? DateTimeOffset.FromUnixTimeSeconds(0),
            MessageId = ContentSink.Fingerprint(item.Ref.ItemClass + " " + seed) + "@item.invalid",
            Body = BodyOf(properties, made),
        };
        message.From.Add(SenderOf(properties, owner));
        return await ContentSink.WriteAsync(message, seed, made?.Content.Length ?? 0, cancellationToken).ConfigureAwait(false);
    }

    private static MailboxAddress SenderOf(ItemProperties properties, string owner) =>
        properties is Appointment { Organizer: { Address: { } address, Name: var name } } && MailboxAddress.TryParse(address, out var known)
            ? new MailboxAddress(name, known.Address)
            : new MailboxAddress("", owner);

    private static MimeEntity BodyOf(ItemProperties properties, ItemObject? made)
    {
        var text = new TextPart("plain") { Text = string.Concat(MessageText.LinesOf(properties).Select(l => l + "\r\n")) };
        return made is null ? text : new Multipart("mixed") { text, FileOf(properties, made.Content) };
    }

    private static MimePart FileOf(ItemProperties properties, ItemContent content)
    {
        var (subtype, name) = properties switch
        {
            Contact => ("vcard", "contact.vcf"),
            TaskItem => ("calendar", "task.ics"),
            _ => ("calendar", "appointment.ics"),
        };
        return new MimePart("text", subtype)
        {
            Content = new MimeContent(content.OpenRead()),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = name },
            ContentType = { Charset = "utf-8" },
        };
    }
}
