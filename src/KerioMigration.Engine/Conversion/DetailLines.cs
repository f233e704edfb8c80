using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;
using static KerioMigration.Engine.Conversion.FilledText;

namespace KerioMigration.Engine.Conversion;

/// <summary>What the destination has no field for, as lines that a person can read.</summary>
internal static class DetailLines
{
    private const string Heading = "More from Exchange:";

    /// <summary>Null when none of the lines has a value.</summary>
    public static string? Of(IEnumerable<(string Label, string? Value)> details)
    {
        string[] lines = [.. details.Where(d => Filled(d.Value) is not null).Select(d => $"{d.Label}: {d.Value}")];
        return lines.Length == 0 ? null : string.Join("\n", [Heading, .. lines]);
    }

    /// <summary>The text with the lines below it, under a heading; untouched when none of them has a value.</summary>
    public static string? AddTo(string? text, IEnumerable<(string Label, string? Value)> details) =>
        Of(details) is not { } lines ? text : Filled(text) is { } own ? $"{own.TrimEnd()}\n\n{lines}" : lines;

    /// <inheritdoc cref="AddTo"/>
    public static string? AddToHtml(string? html, IEnumerable<(string Label, string? Value)> details) =>
        html is not null && Of(details) is { } lines ? HtmlText.Append(html, lines) : html;
}
