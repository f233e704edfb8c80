using System;
using System.Text;

namespace KerioMigration.Engine.Model;

/// <summary>
/// Reads single fields out of a header block (RFC 5322, 2.2) as it comes, broken ones included. Both sides of a migration identify a
/// message by what stands here, so both read it with this.
/// </summary>
public static class MessageHeader
{
    private static readonly byte[] MessageId = Encoding.ASCII.GetBytes("message-id");

    /// <summary>
    /// The first Message-ID's value, unfolded and trimmed, with its brackets; null when there is none or it is empty.
    /// </summary>
    /// <param name="head">The beginning of a message. Lines may end with CRLF or LF; reading stops at the first empty one.</param>
    public static string? ReadMessageId(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            var line = TakeLine(ref head);
            if (line.IsEmpty)
            {
                return null;
            }

            if (IsNamed(line, MessageId, out var value))
            {
                return Unfold(value, head);
            }
        }

        return null;
    }

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        var line = end < 0 ? text : text.Slice(0, end);
        text = end < 0 ? default : text.Slice(end + 1);
        return !line.IsEmpty && line[line.Length - 1] == '\r' ? line.Slice(0, line.Length - 1) : line;
    }

    /// <summary>Blanks before the colon are an old form that is still to be understood (RFC 5322, 4.5).</summary>
    private static bool IsNamed(ReadOnlySpan<byte> line, byte[] name, out ReadOnlySpan<byte> value)
    {
        value = default;
        var colon = line.IndexOf((byte)':');
        if (colon < name.Length)
        {
            return false;
        }

        for (var i = 0; i < colon; i++)
        {
            if (i < name.Length ? (line[i] | 0x20) != name[i] : line[i] is not ((byte)' ' or (byte)'\t'))
            {
                return false;
            }
        }

        value = line.Slice(colon + 1);
        return true;
    }

    private static string? Unfold(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest)
    {
        var value = new StringBuilder();
        Append(value, first);
        while (!rest.IsEmpty && rest[0] is (byte)' ' or (byte)'\t')
        {
            Append(value, TakeLine(ref rest));
        }

        var text = value.ToString().Trim();
        return text.Length == 0 ? null : text;
    }

    // A byte for a char: broken headers hold bytes of any character set, and both sides must come to the same string.
    private static void Append(StringBuilder value, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            value.Append((char)b);
        }
    }
}
