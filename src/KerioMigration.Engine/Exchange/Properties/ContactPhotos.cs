using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Contacts;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>The photos of contacts, which are attachments: those of a batch are read together.</summary>
internal sealed class ContactPhotos(EwsClient client, OpenedMailbox mailbox)
{
    /// <summary>Larger ones are no photos any more, and they have to stay in memory.</summary>
    private const long MaximumLength = 8 << 20;

    private const int PhotosPerRequest = 20;

    private readonly ItemQuestion question = new(client, mailbox.Context);

    /// <summary>Null for none. Outlook gives them this name; before 2010 nothing else tells them.</summary>
    public static Element? Of(Element contact)
    {
        var attachments = contact.List("Attachments").Where(a => a.Name == "FileAttachment").ToList();
        return attachments.Find(a => a.Boolean("IsContactPhoto"))
            ?? attachments.Find(a => string.Equals(a.Value("Name"), "ContactPicture.jpg", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>By the contacts' ids. A loss says of a contact that its photo is there and could not be read.</summary>
    public async Task<IReadOnlyDictionary<string, ContactPhoto>> ReadAsync(IReadOnlyList<ReadProperties> contacts, CancellationToken cancellationToken)
    {
        Dictionary<string, ContactPhoto> photos = new(StringComparer.Ordinal);
        List<(ReadProperties Contact, Element Listed)> open = [.. contacts.Select(c => (c, Of(c.Element!))).Where(p => p.Item2 is not null).Select(p => (p.c, p.Item2!))];
        foreach (var (contact, _) in open.Where(p => IsTooLarge(p.Listed)))
        {
            contact.Losses.Add("The photo is too large to be one.");
        }

        open.RemoveAll(p => IsTooLarge(p.Listed));
        for (var start = 0; start < open.Count; start += PhotosPerRequest)
        {
            await ReadBatchAsync(open.GetRange(start, Math.Min(PhotosPerRequest, open.Count - start)), photos, cancellationToken).ConfigureAwait(false);
        }

        return photos;
    }

    private static bool IsTooLarge(Element listed) => ElementReader.ParseNumber(listed.Value("Size")) > MaximumLength;

    private static EwsAttachment Asked(Element listed) => new() { Id = listed.Child("AttachmentId")?.Attribute("Id") ?? "" };

    private async Task ReadBatchAsync(
        List<(ReadProperties Contact, Element Listed)> batch, Dictionary<string, ContactPhoto> photos, CancellationToken cancellationToken)
    {
        var responses = await AskAsync([.. batch.Select(p => Asked(p.Listed))], cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < batch.Count; i++)
        {
            var (contact, listed) = batch[i];
            var photo = responses.Count == batch.Count ? await TakeAsync(responses[i].Payload, listed, cancellationToken).ConfigureAwait(false) : null;
            photo ??= await ReadAloneAsync(contact, listed, cancellationToken).ConfigureAwait(false);
            if (photo is not null)
            {
                photos[contact.Item.Id] = photo;
            }
        }
    }

    private async Task<IReadOnlyList<EwsResponse<EwsAttachment>>> AskAsync(IReadOnlyList<EwsAttachment> asked, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(new GetAttachment(asked), mailbox.Context, FailureScope.Item, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure is { Scope: FailureScope.Item } or { Scope: < FailureScope.Run, Remedy: FailureRemedy.Retry })
        {
            return [];
        }
    }

    private async Task<ContactPhoto?> ReadAloneAsync(ReadProperties contact, Element listed, CancellationToken cancellationToken)
    {
        var (read, failure) = await question.AskAsync(new GetAttachment(Asked(listed)), cancellationToken).ConfigureAwait(false);
        var photo = await TakeAsync(read, listed, cancellationToken).ConfigureAwait(false);
        if (photo is null)
        {
            contact.Losses.Add($"The photo could not be read ({failure?.Code ?? "no content"}).");
        }

        return photo;
    }

    private static async Task<ContactPhoto?> TakeAsync(EwsAttachment? read, Element listed, CancellationToken cancellationToken)
    {
        using var content = read?.Content;
        if (content is null || content.Length > MaximumLength)
        {
            return null;
        }

        var bytes = new MemoryStream((int)content.Length);
        await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return new ContactPhoto(bytes.ToArray(), listed.Value("ContentType"));
    }
}
