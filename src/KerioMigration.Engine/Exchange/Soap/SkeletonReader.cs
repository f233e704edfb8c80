using System;
using System.Buffers;
using System.IO;
using System.Text;
using System.Xml;

namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>
/// The skeleton of an answer as characters that an <see cref="XmlReader"/> takes: bad UTF-8 and control characters, which servers do
/// send and XML 1.0 forbids, come as U+FFFD.
/// </summary>
internal sealed class SkeletonReader : TextReader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        // Exchange writes control characters of stored strings as &#x1; and so on: without this every such mail would be an error.
        CheckCharacters = false,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private char[] characters;
    private readonly int length;
    private int position;

    private SkeletonReader(ReadOnlySpan<byte> utf8)
    {
        characters = ArrayPool<char>.Shared.Rent(utf8.Length);
        length = Decode(utf8, characters);
        Scrub(characters.AsSpan(0, length));
        position = length > 0 && characters[0] == '\uFEFF' ? 1 : 0;
    }

    public static XmlReader Open(ReadOnlySpan<byte> utf8, out IDisposable buffer)
    {
        var reader = new SkeletonReader(utf8);
        buffer = reader;
        return XmlReader.Create(reader, Settings);
    }

    public override int Peek() => position < length ? characters[position] : -1;

    public override int Read() => position < length ? characters[position++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        count = Math.Min(count, length - position);
        Array.Copy(characters, position, buffer, index, count);
        position += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (characters.Length > 0)
        {
            ArrayPool<char>.Shared.Return(characters);
            characters = [];
        }

        base.Dispose(disposing);
    }

    private static unsafe int Decode(ReadOnlySpan<byte> utf8, char[] target)
    {
        fixed (byte* from = utf8)
        fixed (char* to = target)
        {
            return utf8.IsEmpty ? 0 : Encoding.UTF8.GetChars(from, utf8.Length, to, target.Length);
        }
    }

    private static void Scrub(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < ' ' ? c is not ('\t' or '\n' or '\r') : c >= '\uFFFE')
            {
                text[i] = '\uFFFD';
            }
        }
    }
}
