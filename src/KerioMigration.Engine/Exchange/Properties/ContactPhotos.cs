using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Contacts;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>The photos of contacts, which are attachments.</summary>
internal sealed class ContactPhotos(EwsClient client, OpenedMailbox mailbox)
{
    /// <summary>Nobody takes larger ones, and they would have to stay in memory.</summary>
    private const long MaximumLength = 4 << 20;

    private readonly ItemQuestion question = new(client, mailbox.Context);

    /// <summary>Null for none. Outlook gives them this name; before 2010 nothing else tells them.</summary>
    public static Element? Of(Element contact)
    {
        var attachments = contact.List("Attachments").Where(a => a.Name == "FileAttachment").ToList();
        return attachments.Find(a => a.Boolean("IsContactPhoto"))
            ?? attachments.Find(a => string.Equals(a.Value("Name"), "ContactPicture.jpg", StringComparison.OrdinalIgnoreCase));
    }

    /// <returns>Null when there is none or it could not be read: a loss then says so.</returns>
    public async Task<ContactPhoto?> ReadAsync(ReadProperties contact, CancellationToken cancellationToken)
    {
        if (Of(contact.Element!) is not { } listed || listed.Child("AttachmentId")?.Attribute("Id") is not { } id)
        {
            return null;
        }

        if (ElementReader.ParseNumber(listed.Value("Size")) > MaximumLength)
        {
            contact.Losses.Add("The photo is too large to be one.");
            return null;
        }

        var attachment = new EwsAttachment { Kind = AttachmentKind.File, Id = id };
        var (read, failure) = await question.AskAsync(new GetAttachment(attachment), cancellationToken).ConfigureAwait(false);
        using var content = read?.Content;
        if (content is null || content.Length > MaximumLength)
        {
            contact.Losses.Add($"The photo could not be read ({failure?.Code ?? "no content"}).");
            return null;
        }

        var bytes = new byte[content.Length];
        using var stream = content.OpenRead();
        var length = 0;
        for (int got; length < bytes.Length && (got = stream.Read(bytes, length, bytes.Length - length)) > 0; length += got)
        {
        }

        return new ContactPhoto(bytes, listed.Value("ContentType"));
    }
}
