using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using MimeKit;

namespace KerioMigration.Engine.Exchange.Fallback;

/// <summary>A message with lines below its text, in each form that the text has.</summary>
internal static class AppendedText
{
    /// <returns>Null when the content is no message. The given content stays the caller's.</returns>
    public static async Task<ItemContent?> WriteAsync(ItemContent content, string seed, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        try
        {
            using var message = await MimeMessage.LoadAsync(content.OpenRead(), cancellationToken).ConfigureAwait(false);
            foreach (var part in Texts(message))
            {
                part.SetText(Encoding.UTF8, part.IsHtml ? AddToHtml(part.Text, lines) : AddTo(part.Text, lines));
            }

            return await ContentSink.WriteAsync(message, seed, content.Length, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static List<TextPart> Texts(MimeMessage message)
    {
        List<TextPart> texts = [.. message.BodyParts.OfType<TextPart>().Where(p => !p.IsAttachment && (p.IsPlain || p.IsHtml))];
        if (texts.Count == 0)
        {
            var text = new TextPart("plain") { Text = "" };
            message.Body = message.Body is { } body ? new Multipart("mixed") { text, body } : text;
            texts.Add(text);
        }

        return texts;
    }

    private static string AddTo(string text, IReadOnlyList<string> lines)
    {
        var above = text.TrimEnd();
        return (above.Length > 0 ? above + "\r\n\r\n" : "") + string.Join("\r\n", lines) + "\r\n";
    }

    private static string AddToHtml(string html, IReadOnlyList<string> lines)
    {
        var paragraph = $"<p>{string.Join("<br>", lines.Select(WebUtility.HtmlEncode))}</p>";
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + paragraph : html.Insert(end, paragraph);
    }
}
