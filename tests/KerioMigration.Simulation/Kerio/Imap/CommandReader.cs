using System;
using System.Globalization;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>
/// Reads the arguments of one command from left to right. A literal ends a line of the wire; the reader asks for it, takes it, and
/// goes on in the next line (RFC 3501, 4.3).
/// </summary>
internal sealed class CommandReader(ImapWire wire, byte[] firstLine, bool literalPlus)
{
    private const int LongestArgument = 1 << 16;
    private byte[] line = firstLine;
    private int position;

    public bool AtEnd => position >= line.Length;

    /// <summary>What follows on this line, for the record.</summary>
    public string Rest => Encoding.UTF8.GetString(line, position, line.Length - position);

    public bool Is(char c) => !AtEnd && line[position] == c;

    public bool Try(char c)
    {
        if (!Is(c))
        {
            return false;
        }

        position++;
        return true;
    }

    public void Expect(char c)
    {
        if (!Try(c))
        {
            throw new ImapSyntaxException(c == ' ' ? "Missing argument" : $"Expected '{c}'");
        }
    }

    public void ExpectEnd()
    {
        if (!AtEnd)
        {
            throw new ImapSyntaxException("Unexpected extra arguments");
        }
    }

    /// <summary>A run of atom characters; <c>\</c>, <c>*</c> and <c>%</c> count as such, for flags, sets and patterns.</summary>
    public string Atom()
    {
        var from = position;
        while (!AtEnd && line[position] > ' ' && !"()[]{}\"".Contains((char)line[position], StringComparison.Ordinal))
        {
            position++;
        }

        return position > from ? Encoding.UTF8.GetString(line, from, position - from) : throw new ImapSyntaxException("Missing argument");
    }

    /// <summary>Everything up to, not including, this character.</summary>
    public string Until(char c)
    {
        var found = Array.IndexOf(line, (byte)c, position);
        if (found < 0)
        {
            throw new ImapSyntaxException($"Missing '{c}'");
        }

        var text = Encoding.UTF8.GetString(line, position, found - position);
        position = found;
        return text;
    }

    /// <summary>An atom, a quoted string or a literal.</summary>
    public async ValueTask<string> StringAsync(CancellationToken cancel)
    {
        if (Is('"'))
        {
            return Quoted();
        }

        return Is('{') ? Encoding.UTF8.GetString(await LiteralAsync(cancel)) : LooseAtom();
    }

    /// <summary>The size at the end of this line, which must be there.</summary>
    public LiteralHeader LiteralSize()
    {
        Expect('{');
        var digits = Until('}');
        Expect('}');
        ExpectEnd();
        var waits = !digits.EndsWith('+');
        if (!long.TryParse(waits ? digits : digits[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || (!waits && !literalPlus))
        {
            throw new ImapSyntaxException("Invalid literal size");
        }

        return new LiteralHeader(size, waits);
    }

    /// <summary>As <see cref="LiteralSize"/>, but the reader stays where it is.</summary>
    public long PeekLiteralSize()
    {
        var before = position;
        var header = LiteralSize();
        position = before;
        return header.Size;
    }

    public async ValueTask ContinueAsync(CancellationToken cancel)
    {
        wire.Write("+ Ready for literal data\r\n");
        await wire.FlushAsync(cancel);
    }

    public async ValueTask NextLineAsync(CancellationToken cancel)
    {
        line = await wire.ReadLineAsync(cancel) ?? throw new ConnectionFaultException();
        position = 0;
    }

    /// <summary>After an error: takes what the client sends without waiting, so that the next command is found.</summary>
    public async ValueTask SkipAsync(CancellationToken cancel)
    {
        while (literalPlus && TrailingLiteral() is { } size)
        {
            await wire.DiscardAsync(size, cancel);
            await NextLineAsync(cancel);
        }
    }

    private long? TrailingLiteral()
    {
        var text = line.AsSpan();
        var open = text.LastIndexOf((byte)'{');
        return text.EndsWith("+}"u8) && open >= 0
            && long.TryParse(text[(open + 1)..^2], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;
    }

    private string LooseAtom()
    {
        var from = position;
        while (!AtEnd && line[position] > ' ' && line[position] is not ((byte)'(' or (byte)')' or (byte)'"' or (byte)'{'))
        {
            position++;
        }

        return position > from ? Encoding.UTF8.GetString(line, from, position - from) : throw new ImapSyntaxException("Missing argument");
    }

    private string Quoted()
    {
        var text = new byte[line.Length - position];
        var length = 0;
        for (position++; !AtEnd && line[position] != '"'; position++)
        {
            if (line[position] == '\\')
            {
                position++;
            }

            if (!AtEnd)
            {
                text[length++] = line[position];
            }
        }

        Expect('"');
        return Encoding.UTF8.GetString(text, 0, length);
    }

    private async ValueTask<byte[]> LiteralAsync(CancellationToken cancel)
    {
        var header = LiteralSize();
        if (header.Size > LongestArgument)
        {
            throw new ImapSyntaxException("Literal too large");
        }

        if (header.IsSynchronizing)
        {
            await ContinueAsync(cancel);
        }

        var bytes = new byte[header.Size];
        await wire.ReadExactAsync(bytes, cancel);
        await NextLineAsync(cancel);
        return bytes;
    }
}
