using System;
using System.Collections.Generic;
using System.Text;

namespace KerioMigration.Simulation.Kerio.Imap.Mime;

internal static class MimeHeader
{
    /// <summary>Reads the fields up to the empty line and gives the place after it. Lines may end in CRLF or LF.</summary>
    public static int Read(ReadOnlyMemory<byte> bytes, List<MimeField> fields)
    {
        var position = 0;
        while (position < bytes.Length)
        {
            var end = LineEnd(bytes.Span, position);
            if (IsEmpty(bytes.Span[position..end]))
            {
                return end;
            }

            while (end < bytes.Length && bytes.Span[end] is (byte)' ' or (byte)'\t')
            {
                end = LineEnd(bytes.Span, end);
            }

            Add(fields, bytes[position..end]);
            position = end;
        }

        return position;
    }

    private static void Add(List<MimeField> fields, ReadOnlyMemory<byte> raw)
    {
        var colon = raw.Span.IndexOf((byte)':');
        if (colon > 0)
        {
            var value = Encoding.UTF8.GetString(raw.Span[(colon + 1)..]).Replace("\r", string.Empty, StringComparison.Ordinal)
                .Replace("\n", string.Empty, StringComparison.Ordinal).Trim();
            fields.Add(new MimeField(Encoding.ASCII.GetString(raw.Span[..colon]).Trim(), raw, value));
        }
    }

    private static int LineEnd(ReadOnlySpan<byte> bytes, int from)
    {
        var feed = bytes[from..].IndexOf((byte)'\n');
        return feed < 0 ? bytes.Length : from + feed + 1;
    }

    private static bool IsEmpty(ReadOnlySpan<byte> line) => line.Length == 0 || line.SequenceEqual("\n"u8) || line.SequenceEqual("\r\n"u8);
}
