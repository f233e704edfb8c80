using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Kerio.Dav.Objects;

/// <summary>What stands between BEGIN and END: lines, and further components.</summary>
internal sealed record Component(string Name, IReadOnlyList<ContentLine> Lines, IReadOnlyList<Component> Parts)
{
    /// <summary>The only outermost component of a text.</summary>
    /// <exception cref="FormatException">There is none, more than one, or something that is no line.</exception>
    public static Component Parse(string text)
    {
        var lines = new Queue<ContentLine>(Unfold(text).Select(l => ContentLine.Parse(l) ?? throw new FormatException($"No content line: {l}")));
        if (!lines.TryDequeue(out var first) || first.Name != "BEGIN")
        {
            throw new FormatException("Nothing begins.");
        }

        var parsed = Read(first, lines);
        return lines.Count == 0 ? parsed : throw new FormatException("There is more behind the end.");
    }

    public string? Value(string name) => Lines.FirstOrDefault(l => l.Name == name)?.Value;

    public IEnumerable<ContentLine> All(string name) => Lines.Where(l => l.Name == name);

    public string ToText()
    {
        var text = new StringBuilder("BEGIN:" + Name + "\r\n");
        foreach (var line in Lines)
        {
            text.Append(line.ToText());
        }

        foreach (var part in Parts)
        {
            text.Append(part.ToText());
        }

        return text.Append("END:").Append(Name).Append("\r\n").ToString();
    }

    private static Component Read(ContentLine begin, Queue<ContentLine> lines)
    {
        var name = begin.Value.Trim().ToUpperInvariant();
        var own = new List<ContentLine>();
        var parts = new List<Component>();
        while (lines.TryDequeue(out var line))
        {
            switch (line.Name)
            {
                case "BEGIN":
                    parts.Add(Read(line, lines));
                    break;
                case "END":
                    return string.Equals(line.Value.Trim(), name, StringComparison.OrdinalIgnoreCase)
                        ? new Component(name, own, parts)
                        : throw new FormatException($"{name} ends as {line.Value}.");
                default:
                    own.Add(line);
                    break;
            }
        }

        throw new FormatException($"{name} has no end.");
    }

    private static List<string> Unfold(string text)
    {
        var lines = new List<StringBuilder>();
        foreach (var line in text.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            if (lines.Count > 0 && line.Length > 0 && line[0] is ' ' or '\t')
            {
                lines[^1].Append(line, 1, line.Length - 1);
            }
            else if (line.Length > 0)
            {
                lines.Add(new StringBuilder(line));
            }
        }

        return [.. lines.Select(l => l.ToString())];
    }
}
