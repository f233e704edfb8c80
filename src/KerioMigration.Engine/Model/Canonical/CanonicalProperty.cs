using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>One property in its one spelling.</summary>
internal sealed record CanonicalProperty(string Name, string Parameters, string Value)
{
    private const string FileParameter = ";" + CanonicalParameters.FileName + "=";

    private static readonly HashSet<string> OfServers =
    [
        "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "REV", "PRODID", "VERSION", "CALSCALE", "METHOD",
    ];

    // Of the libraries that servers are made of, and of their own bookkeeping.
    private static readonly string[] PrefixesOfServers = ["X-LIC-", "X-RADICALE-", "X-CALENDARSERVER-", "X-WR-"];

    // RFC 9074: given to alarms by programs that show them.
    private static readonly HashSet<string> OfAlarms = ["UID", "ACKNOWLEDGED"];

    private static readonly HashSet<string> Lists = ["CATEGORIES", "NICKNAME", "RESOURCES"];
    private static readonly HashSet<string> Structures = ["N", "ADR", "ORG", "GEO", "REQUEST-STATUS"];
    private static readonly HashSet<string> Times = ["DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "EXDATE", "RDATE", "COMPLETED"];
    private static readonly HashSet<string> Days = ["BDAY", "ANNIVERSARY", "X-ANNIVERSARY", "DEATHDATE"];
    private static readonly HashSet<string> Words = ["CLASS", "TRANSP", "STATUS", "ACTION", "KIND"];

    public string Line => $"{Name}{Parameters}:{Value}";

    /// <summary>Of a file; null otherwise.</summary>
    public string? FileName => Name == "ATTACH" && Parameters.StartsWith(FileParameter, StringComparison.Ordinal) ? Parameters.Substring(FileParameter.Length) : null;

    /// <summary>What a line says: nothing, one thing, or of a list each of its things.</summary>
    public static IEnumerable<CanonicalProperty> Of(string component, ContentLine line)
    {
        var name = line.Name.Substring(line.Name.IndexOf('.') + 1);
        return IsOfServer(component, name)
            ? []
            : Values(name, line).Select(value => new CanonicalProperty(line.Name, CanonicalParameters.Of(name, line.Parameters, line.Value), value));
    }

    private static bool IsOfServer(string component, string name) => OfServers.Contains(name)
        || (component == "VALARM" && OfAlarms.Contains(name))
        || PrefixesOfServers.Any(p => name.StartsWith(p, StringComparison.Ordinal));

    private static IEnumerable<string> Values(string name, ContentLine line)
    {
        if (BinaryValue.Of(line) is { } binary)
        {
            return [binary];
        }

        return name switch
        {
            _ when Lists.Contains(name) => TextValue.Cut(line.Value, ',').Select(v => TextValue.Plain(v).Trim()),
            _ when Structures.Contains(name) => [TextValue.Structured(line.Value)],
            _ when Times.Contains(name) => line.Value.Split(',').Select(v => TimeValue.Time(v, line.Parameters)),
            _ when Days.Contains(name) => [TimeValue.Day(line.Value)],
            _ when Words.Contains(name) => [line.Value.Trim().ToUpperInvariant()],
            "RRULE" or "EXRULE" => [TimeValue.Rule(line.Value)],
            "DURATION" or "TRIGGER" => [TimeValue.Duration(line.Value)],
            "ATTENDEE" or "ORGANIZER" => [Address(line.Value.Trim())],
            _ => [TextValue.Plain(line.Value)],
        };
    }

    private static string Address(string uri) =>
        uri.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? "mailto:" + uri.Substring("mailto:".Length) : uri;
}
