using System;
using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Wire;

/// <summary>
/// Writes an answer as UTF-8 bytes into one buffer and that to the connection. No XmlWriter: GetItem's answers are most of the traffic
/// and must not cost more than the copying.
/// </summary>
internal sealed class AnswerWriter : IAsyncDisposable
{
    private const int FlushAt = 96 * 1024;

    /// <summary>A multiple of three, so that encoded chunks can follow each other.</summary>
    private const int EncodeAtOnce = 48 * 1024;

    private static readonly SearchValues<char> Special = SearchValues.Create(SpecialCharacters());

    private readonly Stream target;
    private readonly MemoryStream? copy;
    private readonly bool isDirty;
    private long left;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * FlushAt);
    private int used;

    /// <param name="target">The connection, or a compressor before it; disposed with this.</param>
    /// <param name="cutAfter">The answer ends after so many bytes, in the middle of whatever is there.</param>
    /// <param name="isDirty">Texts get characters that XML forbids.</param>
    /// <param name="keepCopy">Keeps the bytes for <see cref="Copy"/>.</param>
    public AnswerWriter(Stream target, long cutAfter = long.MaxValue, bool keepCopy = false, bool isDirty = false)
    {
        this.target = target;
        left = cutAfter;
        this.isDirty = isDirty;
        copy = keepCopy ? new MemoryStream() : null;
    }

    public ReadOnlyMemory<byte> Copy => copy?.ToArray() ?? default;

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        used += bytes.Length;
    }

    /// <summary>Text that needs no escaping: ids, names, codes.</summary>
    public void Ascii(string text)
    {
        used += Encoding.UTF8.GetBytes(text, Room(text.Length * 3));
    }

    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, Room(24), out var length);
        used += length;
    }

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>Universal time to the second, as Exchange writes it without DateTimePrecision.</summary>
    public void Date(DateTimeOffset value)
    {
        value.UtcDateTime.TryFormat(Room(32), out var length, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        used += length;
    }

    /// <summary>
    /// Text or attribute content. Carriage returns stay as entities, and so do the characters that XML 1.0 forbids even as entities:
    /// Exchange sends them.
    /// </summary>
    public void Text(string? text)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            var plain = rest.IndexOfAny(Special);
            if (plain < 0)
            {
                plain = rest.Length;
            }

            used += Encoding.UTF8.GetBytes(rest[..plain], Room(plain * 3));
            rest = rest[plain..];
            if (!rest.IsEmpty)
            {
                rest = rest[Escape(rest)..];
            }
        }
    }

    public void Element(ReadOnlySpan<byte> name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            Raw("<"u8);
            Raw(name);
            Raw("/>"u8);
            return;
        }

        Open(name);
        Text(text);
        if (isDirty && name.EndsWith("Subject"u8))
        {
            Raw("\u0001&#x1F;\u000B&#xFFFE;"u8);
        }

        Close(name);
    }

    public void Open(ReadOnlySpan<byte> name)
    {
        Raw("<"u8);
        Raw(name);
        Raw(">"u8);
    }

    public void Close(ReadOnlySpan<byte> name)
    {
        Raw("</"u8);
        Raw(name);
        Raw(">"u8);
    }

    public void Base64(ReadOnlySpan<byte> bytes)
    {
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, Room(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var length);
        used += length;
    }

    public async ValueTask Base64Async(MailContent content, CancellationToken cancellationToken)
    {
        for (var i = 0; i < content.PieceCount; i++)
        {
            var encoded = content.EncodedPiece(i);
            if (encoded.Length > 0)
            {
                await RawInPartsAsync(encoded, cancellationToken);
                continue;
            }

            for (var rest = content.Piece(i); rest.Length > 0; rest = rest[Math.Min(EncodeAtOnce, rest.Length)..])
            {
                Base64(rest.Span[..Math.Min(EncodeAtOnce, rest.Length)]);
                await FlushIfFullAsync(cancellationToken);
            }
        }
    }

    /// <summary>To be called between items: a pending write holds the next item back, not the memory.</summary>
    public ValueTask FlushIfFullAsync(CancellationToken cancellationToken) => used >= FlushAt ? FlushAsync(cancellationToken) : default;

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var length = (int)Math.Min(used, left);
        if (copy is not null)
        {
            await copy.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        }

        await target.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        left -= length;
        var isCut = length < used;
        used = 0;
        if (isCut)
        {
            await target.FlushAsync(cancellationToken);
            throw new CutException();
        }
    }

    public async ValueTask DisposeAsync()
    {
        var returned = Interlocked.Exchange(ref buffer, []);
        if (returned.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(returned);
        }

        copy?.Dispose();
        await target.DisposeAsync();
    }

    private static string SpecialCharacters()
    {
        var text = new StringBuilder("<>&\"\r\uFFFE\uFFFF");
        for (var c = '\0'; c < ' '; c++)
        {
            if (c is not '\t' and not '\n')
            {
                text.Append(c);
            }
        }

        for (var c = '\uD800'; c <= '\uDFFF'; c++)
        {
            text.Append(c);
        }

        return text.ToString();
    }

    /// <summary>Writes the special character at the start and gives the characters it took.</summary>
    private int Escape(ReadOnlySpan<char> text)
    {
        if (text.Length > 1 && char.IsSurrogatePair(text[0], text[1]))
        {
            used += Encoding.UTF8.GetBytes(text[..2], Room(4));
            return 2;
        }

        switch (text[0])
        {
            case '<': Raw("&lt;"u8); break;
            case '>': Raw("&gt;"u8); break;
            case '&': Raw("&amp;"u8); break;
            case '"': Raw("&quot;"u8); break;
            default: Ascii($"&#x{(int)text[0]:X};"); break;
        }

        return 1;
    }

    private async ValueTask RawInPartsAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            var part = bytes[..Math.Min(FlushAt, bytes.Length)];
            Raw(part.Span);
            bytes = bytes[part.Length..];
            await FlushIfFullAsync(cancellationToken);
        }
    }

    private Span<byte> Room(int length)
    {
        if (buffer.Length - used < length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, used + length));
            buffer.AsSpan(0, used).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        return buffer.AsSpan(used);
    }
}
