using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using MimeKit;

namespace KerioMigration.Engine.Exchange.Fallback;

/// <summary>Takes what a writer of messages writes into the content of an item.</summary>
internal sealed class ContentSink(ItemContentBuilder builder) : Stream
{
    private static readonly FormatOptions Format = CreateFormat();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => builder.Length;

    public override long Position { get => builder.Length; set => throw new NotSupportedException(); }

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

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

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
