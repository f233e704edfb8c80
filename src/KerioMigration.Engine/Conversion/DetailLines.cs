using System.Collections.Generic;
using System.Linq;
using static KerioMigration.Engine.Conversion.FilledText;

namespace KerioMigration.Engine.Conversion;

/// <summary>What the destination has no field for, as lines that a person can read.</summary>
internal static class DetailLines
{
    private const string Heading = "More from Exchange:";

    /// <summary>The text with the lines below it, under a heading; untouched when none of them has a value.</summary>
    public static string? AddTo(string? text, IEnumerable<(string Label, string? Value)> details)
    {
        string[] lines = [.. details.Where(d => Filled(d.Value) is not null).Select(d => $"{d.Label}: {d.Value}")];
        return lines.Length == 0 ? text : string.Join("\n", Filled([text?.TrimEnd() is { } own ? own + "\n" : null, Heading, .. lines]));
    }
}
