using System.IO;
using System.Text;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>
/// Content lines one by one, unfolded (RFC 5545 3.1); blank ones are passed over. The bytes of a file are not kept: what they come to stands
/// in their place.
/// </summary>
internal sealed class UnfoldedLines(TextReader text)
{
    private const int EndOfLine = -1;
    private const int EndOfText = -2;
    private const int Nothing = -3;

    private readonly char[] buffer = new char[4096];
    private int filled;
    private int at;
    private int pushedBack = Nothing;

    /// <summary>Null at the end.</summary>
    public ContentLine? Read()
    {
        while (true)
        {
            var line = new StringBuilder();
            var (isQuoted, isInValue) = (false, false);
            int character;
            while ((character = NextInLine()) >= 0)
            {
                line.Append((char)character);
                isQuoted ^= character == '"';
                if (character == ':' && !isQuoted && !isInValue)
                {
                    isInValue = true;
                    if (FileDigest.Of(line) is { } digest)
                    {
                        return ReadFile(line, digest);
                    }
                }
            }

            if (line.ToString() is var whole && whole.Trim().Length > 0)
            {
                return ContentLine.Parse(whole);
            }

            if (character == EndOfText)
            {
                return null;
            }
        }
    }

    private ContentLine ReadFile(StringBuilder head, FileDigest digest)
    {
        using (digest)
        {
            int character;
            while ((character = NextInLine()) >= 0)
            {
                digest.Add((char)character);
            }

            return ContentLine.Parse(head.Append(digest.Complete()).ToString());
        }
    }

    /// <summary>What is in front of a blank continues the line, whatever its line end is.</summary>
    private int NextInLine()
    {
        while (true)
        {
            var character = Next();
            if (character == '\r')
            {
                character = Next();
                pushedBack = character == '\n' ? Nothing : character;
                character = '\n';
            }

            if (character != '\n')
            {
                return character;
            }

            var first = Next();
            if (first is not (' ' or '\t'))
            {
                pushedBack = first;
                return EndOfLine;
            }
        }
    }

    private int Next()
    {
        if (pushedBack != Nothing)
        {
            var character = pushedBack;
            pushedBack = character == EndOfText ? EndOfText : Nothing;
            return character;
        }

        if (at == filled)
        {
            (at, filled) = (0, text.Read(buffer, 0, buffer.Length));
        }

        return filled > 0 ? buffer[at++] : pushedBack = EndOfText;
    }
}
