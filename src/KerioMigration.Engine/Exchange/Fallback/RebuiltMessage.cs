using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;
using MimeKit;

namespace KerioMigration.Engine.Exchange.Fallback;

/// <summary>
/// A message out of its properties and attachments. The same properties give the same bytes: boundaries are made from the item's id.
/// </summary>
internal static class RebuiltMessage
{
    public static async Task<ItemContent> WriteAsync(ItemRef item, EwsMessage read, CancellationToken cancellationToken)
    {
        using var message = new MimeMessage(RebuiltHeaders.Of(read)) { Body = await BodyAsync(read, cancellationToken).ConfigureAwait(false) };
        return await ContentSink.WriteAsync(message, item.Id, item.Size, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<MimeEntity> BodyAsync(EwsMessage read, CancellationToken cancellationToken)
    {
        var builder = new BodyBuilder();
        if (read is { IsHtml: true, Body: { } html })
        {
            builder.HtmlBody = WithCrLf(html);
        }
        else
        {
            builder.TextBody = read.Body is { } text ? WithCrLf(text) : "The text of this message could not be read from Exchange when it was migrated.";
        }

        foreach (var attachment in read.Attachments)
        {
            // What the text shows by its content id goes beside the text, the rest behind it.
            var isShown = attachment is { IsInline: true, ContentId.Length: > 0 } && read.IsHtml;
            (isShown ? builder.LinkedResources : builder.Attachments).Add(await PartOfAsync(attachment, isShown, cancellationToken).ConfigureAwait(false));
        }

        return builder.ToMessageBody();
    }

    // XML turns line ends into LF (XML 1.0, 2.11).
    private static string WithCrLf(string text) => text.Replace("\r\n", "\n").Replace("\n", "\r\n");

    private static async Task<MimeEntity> PartOfAsync(EwsAttachment attachment, bool isShown, CancellationToken cancellationToken)
    {
        if (attachment.Content is null && !attachment.IsEmpty)
        {
            return new TextPart("plain")
            {
                Text = $"The attachment \"{attachment.Name}\" could not be read from Exchange when this message was migrated.",
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = "missing attachment.txt" },
            };
        }

        var bytes = attachment.Content is null ? Stream.Null : await OpenAsync(attachment.Content, cancellationToken).ConfigureAwait(false);
        var part = attachment.Kind == AttachmentKind.Item ? await MessageOfAsync(bytes, cancellationToken).ConfigureAwait(false) : null;
        part ??= new MimePart(TypeOf(attachment)) { Content = new MimeContent(bytes), ContentTransferEncoding = ContentEncoding.Base64 };
        part.ContentDisposition = new ContentDisposition(isShown ? ContentDisposition.Inline : ContentDisposition.Attachment) { FileName = NameOf(attachment) };
        part.ContentId = attachment.ContentId is { Length: > 0 } id ? id : null;
        return part;
    }

    /// <summary>An attached message is part of the tree (RFC 2046 5.2.1 forbids base64 around it); null when it is none.</summary>
    private static async Task<MimeEntity?> MessageOfAsync(Stream bytes, CancellationToken cancellationToken)
    {
        try
        {
            var message = await MimeMessage.LoadAsync(bytes, persistent: true, cancellationToken).ConfigureAwait(false);
            return new MessagePart("rfc822") { Message = message };
        }
        catch (FormatException)
        {
            bytes.Position = 0;
            return null;
        }
    }

    private static ContentType TypeOf(EwsAttachment attachment)
    {
        var type = ContentType.TryParse(attachment.ContentType ?? "", out var named) && named is not null
            ? named
            : ContentType.Parse(MimeTypes.GetMimeType(attachment.Name));

        // Base64 around these is forbidden (RFC 2045, 6.4), and without it their bytes would not be safe.
        return type.IsMimeType("message", "*") || type.IsMimeType("multipart", "*") ? new ContentType("application", "octet-stream") : type;
    }

    private static string NameOf(EwsAttachment attachment) =>
        attachment.Kind != AttachmentKind.Item || attachment.Name.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) ? attachment.Name : attachment.Name + ".eml";

    private static async Task<Stream> OpenAsync(ItemContent content, CancellationToken cancellationToken)
    {
        if (content.TryGetMemory(out var memory) && MemoryMarshal.TryGetArray(memory, out var bytes))
        {
            return new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        }

        var file = OwnerOnlyFile.CreateTemporary();
        await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        file.Position = 0;
        return file;
    }
}
