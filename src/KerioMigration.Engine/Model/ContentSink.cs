using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MimeKit;

namespace KerioMigration.Engine.Model;

/// <summary>Takes what a writer of messages writes into the content of an item.</summary>
internal sealed class ContentSink(ItemContentBuilder builder) : WriteOnlyStream
{
    private static readonly FormatOptions Format = CreateFormat();

    public override long Length => builder.Length;

    /// <summary>Writes with CRLF, in ASCII, with boundaries that follow from <paramref name="seed"/>.</summary>
    public static async Task<ItemContent> WriteAsync(MimeMessage message, string seed, long expectedLength, CancellationToken cancellationToken)
    {
        SetBoundaries(message, Fingerprint(seed));
        message.Prepare(EncodingConstraint.SevenBit);
        using var builder = new ItemContentBuilder(expectedLength);
        using var sink = new ContentSink(builder);
        await message.WriteToAsync(Format, sink, cancellationToken).ConfigureAwait(false);
        return builder.Complete();
    }

    /// <summary>32 hexadecimal digits.</summary>
    public static string Fingerprint(string seed)
    {
        using var hash = SHA256.Create();
        return string.Concat(hash.ComputeHash(Encoding.UTF8.GetBytes(seed)).Take(16).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    public override void Write(byte[] buffer, int offset, int count) => builder.Write(buffer.AsSpan(offset, count));

    /// <summary>The parts of an attached message keep theirs.</summary>
    private static void SetBoundaries(MimeMessage message, string fingerprint)
    {
        var number = 0;
        void Set(MimeEntity? entity)
        {
            if (entity is Multipart multipart)
            {
                multipart.Boundary = string.Format(CultureInfo.InvariantCulture, "={0}-{1}", fingerprint, ++number);
                foreach (var part in multipart)
                {
                    Set(part);
                }
            }
        }

        Set(message.Body);
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
