using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using MimeKit;

namespace KerioMigration.Engine.Exchange.Fallback;

/// <summary>A message with a text file more.</summary>
internal static class AttachedText
{
    /// <returns>Null when the content is no message. The given content stays the caller's.</returns>
    public static async Task<ItemContent?> WriteAsync(ItemContent content, string seed, string name, string text, CancellationToken cancellationToken)
    {
        try
        {
            using var message = await MimeMessage.LoadAsync(content.OpenRead(), cancellationToken).ConfigureAwait(false);
            var file = new TextPart("plain") { ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = name } };
            file.SetText(Encoding.UTF8, text);

            // Around what is there, which a signature may seal.
            message.Body = message.Body is { } body ? new Multipart("mixed") { body, file } : file;
            return await ContentSink.WriteAsync(message, seed, content.Length, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
