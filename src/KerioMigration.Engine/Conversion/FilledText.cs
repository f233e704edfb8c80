using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;

namespace KerioMigration.Engine.Conversion;

/// <summary>Exchange gives empty and blank texts where nobody has typed any.</summary>
internal static class FilledText
{
    /// <summary>Null for what shows nothing: blanks, and characters that no content line may hold.</summary>
    public static string? Filled(string? text) => text is null || string.IsNullOrWhiteSpace(CleanText.OfLines(text)) ? null : text;

    public static IEnumerable<string> Filled(IEnumerable<string?> texts) => texts.Select(Filled).OfType<string>();
}
