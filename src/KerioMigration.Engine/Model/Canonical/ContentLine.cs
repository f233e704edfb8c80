using System.Collections.Generic;
using System.Text;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>One content line (RFC 5545 3.1, RFC 2425 5.8.2), unfolded. Names are in upper case, values as they stand.</summary>
/// <param name="Name">With its group, where it has one.</param>
internal sealed record ContentLine(string Name, IReadOnlyList<(string Name, string Value)> Parameters, string Value)
{
    /// <summary>Any line: one without a colon is a name without a value.</summary>
    public static ContentLine Parse(string line)
    {
        var parts = new List<string>();
        var end = Cut(line, parts);
        var parameters = new List<(string, string)>();
        for (var i = 1; i < parts.Count; i++)
        {
            AddParameter(parameters, parts[i]);
        }

        return new ContentLine(parts[0].Trim().ToUpperInvariant(), parameters, end < line.Length ? line.Substring(end + 1) : "");
    }

    /// <summary>Cuts before the colon at semicolons outside quotation marks; gives the colon's place.</summary>
    private static int Cut(string line, List<string> parts)
    {
        var isQuoted = false;
        var start = 0;
        var at = 0;
        for (; at < line.Length && (isQuoted || line[at] != ':'); at++)
        {
            isQuoted ^= line[at] == '"';
            if (line[at] == ';' && !isQuoted)
            {
                parts.Add(line.Substring(start, at - start));
                start = at + 1;
            }
        }

        parts.Add(line.Substring(start, at - start));
        return at;
    }

    // A word alone is a type: vCard 2.1 wrote TEL;HOME.
    private static void AddParameter(List<(string, string)> parameters, string part)
    {
        var equals = part.IndexOf('=');
        var name = equals < 0 ? "TYPE" : part.Substring(0, equals).Trim().ToUpperInvariant();
        var value = new StringBuilder();
        var isQuoted = false;
        foreach (var character in part.Substring(equals + 1))
        {
            if (character == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (character == ',' && !isQuoted)
            {
                parameters.Add((name, value.ToString()));
                value.Clear();
            }
            else
            {
                value.Append(character);
            }
        }

        parameters.Add((name, value.ToString()));
    }
}
