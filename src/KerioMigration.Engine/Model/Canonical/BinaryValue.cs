using System.Linq;
using System.Text.RegularExpressions;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>Contents in base64: with ENCODING=b (RFC 2426 2.4.1) or BASE64, or as the data address of vCard 4.0.</summary>
internal static class BinaryValue
{
    private static readonly Regex DataAddress = new(@"^data:(?:[\w.+-]+/([\w.+-]+))?(?:;[^,;]+)*;base64,", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Null when the value is none.</summary>
    public static string? Of(ContentLine line)
    {
        var address = DataAddress.Match(line.Value);
        return address.Success ? Bare(line.Value.Substring(address.Length))
            : line.Parameters.Any(p => p.Name == "ENCODING" && p.Value.ToUpperInvariant() is "B" or "BASE64") ? Bare(line.Value)
            : null;
    }

    /// <summary>The type that a data address names.</summary>
    public static string? TypeOf(string value) => DataAddress.Match(value) is { Success: true } match && match.Groups[1].Success
        ? match.Groups[1].Value.ToUpperInvariant()
        : null;

    private static string Bare(string value) => "base64," + string.Concat(value.Where(c => !char.IsWhiteSpace(c) && c != '\\')).TrimEnd('=');
}
