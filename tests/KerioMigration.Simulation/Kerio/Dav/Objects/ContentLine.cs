using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Kerio.Dav.Objects;

/// <summary>One unfolded line <c>NAME;PARAMETER=VALUE:VALUE</c> of iCalendar or vCard; names in upper case, a vCard group left out.</summary>
internal sealed record ContentLine(string Name, IReadOnlyList<KeyValuePair<string, string>> Parameters, string Value)
{
    private const int FoldAt = 74;

    /// <summary>Null when the line has no colon outside quotes.</summary>
    public static ContentLine? Parse(string line)
    {
        var colon = IndexOutsideQuotes(line, ':', 0);
        if (colon <= 0)
        {
            return null;
        }

        var parts = Split(line[..colon], ';');
        var parameters = parts.Skip(1).Select(p => p.Split('=', 2))
            .Select(p => KeyValuePair.Create(p[0].ToUpperInvariant(), p.Length < 2 ? string.Empty : p[1]));
        return new ContentLine(parts[0][(parts[0].LastIndexOf('.') + 1)..].ToUpperInvariant(), [.. parameters], line[(colon + 1)..]);
    }

    /// <summary>The value without quotes, or null.</summary>
    public string? Parameter(string name) => Parameters.Where(p => p.Key == name).Select(p => p.Value.Trim('"')).FirstOrDefault();

    /// <summary>Folded as RFC 5545, 3.1 has it, with its line end; a character is never cut.</summary>
    public string ToText()
    {
        var line = Name + string.Concat(Parameters.Select(p => $";{p.Key}={p.Value}")) + ":" + Value;
        var text = new StringBuilder();
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > FoldAt)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        return text.Append("\r\n").ToString();
    }

    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var at = IndexOutsideQuotes(text, separator, 0); at >= 0; at = IndexOutsideQuotes(text, separator, start))
        {
            parts.Add(text[start..at]);
            start = at + 1;
        }

        parts.Add(text[start..]);
        return parts;
    }

    private static int IndexOutsideQuotes(string text, char wanted, int start)
    {
        var quoted = false;
        for (var i = start; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            if (!quoted && text[i] == wanted)
            {
                return i;
            }
        }

        return -1;
    }
}
