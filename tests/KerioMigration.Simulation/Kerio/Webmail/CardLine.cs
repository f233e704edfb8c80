using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>One unfolded line of a vCard (RFC 2426).</summary>
/// <param name="Name">Without its group, in capitals.</param>
/// <param name="Types">Values of all its TYPE parameters.</param>
/// <param name="Raw">The value, still escaped.</param>
internal sealed record CardLine(string Name, IReadOnlyList<string> Types, string Raw)
{
    public string Text => Unescape(Raw);

    /// <summary>The parts between semicolons.</summary>
    public IReadOnlyList<string> Components
    {
        get
        {
            var parts = new List<string>();
            var part = new StringBuilder();
            for (var i = 0; i < Raw.Length; i++)
            {
                if (Raw[i] == ';')
                {
                    parts.Add(Unescape(part.ToString()));
                    part.Clear();
                }
                else
                {
                    part.Append(Raw[i]);
                    if (Raw[i] == '\\' && i + 1 < Raw.Length)
                    {
                        part.Append(Raw[++i]);
                    }
                }
            }

            parts.Add(Unescape(part.ToString()));
            return parts;
        }
    }

    public static IReadOnlyList<CardLine> Read(string card)
    {
        var unfolded = card.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n ", "", StringComparison.Ordinal).Replace("\n\t", "", StringComparison.Ordinal);
        return [.. unfolded.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.Contains(':', StringComparison.Ordinal)).Select(ReadLine)];
    }

    public static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal).Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static CardLine ReadLine(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var head = line[..colon].Split(';');
        var types = head.Skip(1).Where(p => p.StartsWith("TYPE=", StringComparison.OrdinalIgnoreCase)).SelectMany(p => p[5..].Split(','));
        return new CardLine(head[0][(head[0].LastIndexOf('.') + 1)..].ToUpperInvariant(), [.. types], line[(colon + 1)..]);
    }

    private static string Unescape(string raw)
    {
        var text = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            var isEscape = raw[i] == '\\' && i + 1 < raw.Length;
            text.Append(!isEscape ? raw[i] : raw[++i] is 'n' or 'N' ? '\n' : raw[i]);
        }

        return text.ToString();
    }
}
