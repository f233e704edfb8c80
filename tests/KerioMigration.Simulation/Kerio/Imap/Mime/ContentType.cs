using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace KerioMigration.Simulation.Kerio.Imap.Mime;

/// <summary>A value with parameters: Content-Type or Content-Disposition.</summary>
internal sealed partial class ContentType
{
    private ContentType(string type, string subtype, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        Type = type;
        Subtype = subtype;
        Parameters = parameters;
    }

    public string Type { get; }

    public string Subtype { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>An absent or unreadable value is text/plain (RFC 2045, 5.2).</summary>
    public static ContentType Parse(string? value)
    {
        var parameters = value is null ? [] : Parameter().Matches(value)
            .Select(m => KeyValuePair.Create(m.Groups[1].Value, Unquote(m.Groups[2].Value))).ToArray();
        var name = (value ?? string.Empty).Split(';')[0].Trim().Split('/');
        return name is [{ Length: > 0 } type, { Length: > 0 } subtype]
            ? new ContentType(type, subtype, parameters) : new ContentType("text", "plain", parameters);
    }

    public string? Parameter(string name) =>
        Parameters.Where(p => string.Equals(p.Key, name, StringComparison.OrdinalIgnoreCase)).Select(p => p.Value).FirstOrDefault();

    public bool Is(string type, string? subtype = null) => string.Equals(Type, type, StringComparison.OrdinalIgnoreCase)
        && (subtype is null || string.Equals(Subtype, subtype, StringComparison.OrdinalIgnoreCase));

    private static string Unquote(string text) =>
        text.StartsWith('"') ? text.Trim('"').Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal) : text;

    [GeneratedRegex(""";\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;"]*)""")]
    private static partial Regex Parameter();
}
