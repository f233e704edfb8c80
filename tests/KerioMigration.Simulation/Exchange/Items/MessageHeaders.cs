using System;
using System.Collections.Generic;
using System.Text;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>The header block of an item's MIME content, for InternetMessageHeaders and PidTagTransportMessageHeaders (0x007D).</summary>
internal static class MessageHeaders
{
    public static string Block(SeededItem item)
    {
        if (item.Content is not { PieceCount: > 0 } content)
        {
            return string.Empty;
        }

        var text = Encoding.Latin1.GetString(content.Piece(0).Span);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 2)];
    }

    /// <summary>Name and unfolded value; lines that are no header are left out.</summary>
    public static IEnumerable<(string Name, string Value)> Fields(SeededItem item)
    {
        (string Name, string Value)? field = null;
        foreach (var line in Block(item).Split('\n'))
        {
            var text = line.TrimEnd('\r');
            if (text.Length > 0 && text[0] is ' ' or '\t' && field is var (name, value))
            {
                field = (name, value + " " + text.Trim());
                continue;
            }

            if (field is { } complete)
            {
                yield return complete;
            }

            var colon = text.IndexOf(':', StringComparison.Ordinal);
            field = colon > 0 ? (text[..colon], text[(colon + 1)..].Trim()) : null;
        }

        if (field is { } last)
        {
            yield return last;
        }
    }
}
