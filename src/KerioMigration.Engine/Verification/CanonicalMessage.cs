using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using KerioMigration.Engine.Model;
using MimeKit;

namespace KerioMigration.Engine.Verification;

/// <summary>
/// One fingerprint for a message however a server writes it. Exchange may make the MIME of an item anew at every read; what a reader sees
/// stays: the headers that say who, when and what, and the decoded parts in their order. Boundaries, folding, encoded words, transfer
/// encodings, line ends, preambles and every other header do not count. Pure; memory does not grow with the message.
/// </summary>
public static class CanonicalMessage
{
    private static readonly byte[] End = [0];

    /// <summary>As <see cref="Hash(Stream, CancellationToken)"/>; what is no message is compared by all of its bytes.</summary>
    public static byte[] Hash(ItemContent content, CancellationToken cancellationToken) =>
        content.IsCanonical ? content.Sha256 : Hash(content.OpenRead(), cancellationToken);

    /// <param name="message">Seekable, at its beginning; stays open.</param>
    /// <returns>32 bytes. Equal for two renderings of one message; what cannot be parsed is compared by its lines.</returns>
    public static byte[] Hash(Stream message, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            // Persistent: the content of parts stays in the stream and is decoded from there.
            using var parsed = new MimeParser(ParserOptions.Default, message, MimeFormat.Entity, persistent: true).ParseMessage(cancellationToken);
            AppendMessage(hash, parsed, cancellationToken);
        }
        catch (FormatException)
        {
            using var rest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            AppendLines(rest, message, cancellationToken);
            hash.GetHashAndReset();
            Append(hash, "unparsable");
            hash.AppendData(rest.GetHashAndReset());
        }

        return hash.GetHashAndReset();
    }

    private static void AppendMessage(IncrementalHash hash, MimeMessage message, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in CanonicalHeaders.Of(message))
        {
            Append(hash, name);
            Append(hash, value);
        }

        Append(hash, "body");
        AppendEntity(hash, message.Body, cancellationToken);
    }

    private static void AppendEntity(IncrementalHash hash, MimeEntity? entity, CancellationToken cancellationToken)
    {
        switch (entity)
        {
            case Multipart multipart:
                Append(hash, "multipart/" + multipart.ContentType.MediaSubtype.ToLowerInvariant());
                if (multipart.Count == 0)
                {
                    // Its boundary occurs nowhere: mail programs show the whole text.
                    Append(hash, multipart.Preamble?.Replace("\r\n", "\n").TrimEnd('\n') ?? "");
                }

                foreach (var part in multipart)
                {
                    AppendEntity(hash, part, cancellationToken);
                }

                break;
            case MessagePart { Message: { } message }:
                Append(hash, "message/rfc822");
                AppendMessage(hash, message, cancellationToken);
                break;
            case MimePart part:
                AppendPart(hash, part, cancellationToken);
                break;
        }

        Append(hash, "end");
    }

    private static void AppendPart(IncrementalHash hash, MimePart part, CancellationToken cancellationToken)
    {
        var isText = part.ContentType.IsMimeType("text", "*");
        Append(hash, part.ContentType.MimeType.ToLowerInvariant());
        Append(hash, isText ? part.ContentType.Charset?.ToLowerInvariant() ?? "" : "");
        Append(hash, part.FileName?.Trim() ?? "");
        Append(hash, part.ContentId?.Trim() ?? "");
        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sink = new CanonicalContent(content, KindOf(part, isText));
        part.Content?.DecodeTo(sink, cancellationToken);
        sink.Complete();
        hash.AppendData(content.GetHashAndReset());
    }

    /// <summary>
    /// Bytes behind base64 and quoted-printable are the bytes of a file, and each counts. Elsewhere a line end is what the last server
    /// wrote there.
    /// </summary>
    private static CanonicalContentKind KindOf(MimePart part, bool isText) =>
        part.ContentType.IsMimeType("text", "calendar") ? CanonicalContentKind.Calendar
        : isText || part.ContentTransferEncoding is not (ContentEncoding.Base64 or ContentEncoding.QuotedPrintable) ? CanonicalContentKind.Lines
        : CanonicalContentKind.Bytes;

    private static void AppendLines(IncrementalHash hash, Stream message, CancellationToken cancellationToken)
    {
        message.Position = 0;
        using var sink = new CanonicalContent(hash, CanonicalContentKind.Lines);
        var buffer = new byte[81920];
        for (int read; (read = message.Read(buffer, 0, buffer.Length)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sink.Write(buffer, 0, read);
        }

        sink.Complete();
    }

    private static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData(End);
    }
}
