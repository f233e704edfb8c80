using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>The parameters of a property in one spelling: sorted, without defaults, without what the value's form says itself.</summary>
internal static class CanonicalParameters
{
    public const string FileName = "FILENAME";

    private static readonly HashSet<string> Dropped =
    [
        "VALUE", "TZID", "ENCODING", "CHARSET", "SCHEDULE-STATUS", "SCHEDULE-FORCE-SEND",
    ];

    // RFC 8607 4.2, and what clients wrote before.
    private static readonly HashSet<string> FileNames =
    [
        FileName, "X-FILENAME", "X-APPLE-FILENAME", "X-ORACLE-FILENAME", "X-EVOLUTION-CALDAV-ATTACHMENT-NAME",
    ];

    private static readonly HashSet<string> Words = ["TYPE", "PARTSTAT", "ROLE", "CUTYPE", "RSVP", "RELATED", "SCHEDULE-AGENT"];

    private static readonly HashSet<(string, string)> Defaults =
    [
        // RFC 5545 3.2.16, 3.2.3, 3.2.12, 3.2.17, 3.2.14; RFC 6638 7.1.
        ("ROLE", "REQ-PARTICIPANT"), ("CUTYPE", "INDIVIDUAL"), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "FALSE"), ("RELATED", "START"),
        ("SCHEDULE-AGENT", "SERVER"),
    ];

    // RFC 2426 3.3.1, 3.3.2.
    private static readonly HashSet<(string, string)> DefaultTypes = [("TEL", "VOICE"), ("EMAIL", "INTERNET")];

    public static string Of(string property, IEnumerable<(string Name, string Value)> parameters, string value)
    {
        // A file is its name and its bytes; the rest only says how it is shown.
        var isFile = property == "ATTACH" && parameters.Any(p => p.Name == "ENCODING");
        var said = parameters
            .Where(p => !isFile || FileNames.Contains(p.Name))
            .SelectMany(p => p.Name == "TYPE" ? p.Value.Split(',').Select(type => (p.Name, Value: type)) : [p])
            .Where(p => !Dropped.Contains(p.Name) && !p.Name.StartsWith("X-VOBJ-", StringComparison.Ordinal) && !p.Name.StartsWith("X-LIC-", StringComparison.Ordinal))
            .Select(Spell)
            .Concat(BinaryValue.TypeOf(value) is { } type ? [("TYPE", type)] : [])
            .Where(p => p.Value.Length > 0 && !Defaults.Contains(p) && !(p.Name == "TYPE" && DefaultTypes.Contains((property, p.Value))))
            .Distinct()
            .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal);
        return string.Concat(said.Select(p => $";{p.Name}={p.Value}"));
    }

    private static (string Name, string Value) Spell((string Name, string Value) parameter) => parameter switch
    {
        // vCard 4.0 for the type PREF of 3.0.
        ("PREF", _) => ("TYPE", "PREF"),
        var (name, value) when FileNames.Contains(name) => (FileName, value.Trim()),
        ("FMTTYPE", var type) => ("FMTTYPE", type.Trim().ToLowerInvariant()),
        var (name, value) when Words.Contains(name) => (name, value.Trim().ToUpperInvariant()),
        var (name, value) => (name, value.Trim()),
    };
}
