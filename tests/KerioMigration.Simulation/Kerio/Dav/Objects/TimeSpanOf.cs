using System;
using System.Globalization;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace KerioMigration.Simulation.Kerio.Dav.Objects;

/// <summary>From when to when a component lasts; a series lasts until its rule ends, gaps included.</summary>
internal sealed record TimeSpanOf(DateTime Start, DateTime End)
{
    private static readonly string[] Forms = ["yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd'T'HHmmss", "yyyyMMdd"];

    public static TimeSpanOf Component(Component component)
    {
        var start = Instant(component, "DTSTART");
        var end = Instant(component, component.Name == "VTODO" ? "DUE" : "DTEND") ?? start + Duration(component) ?? start;
        if (component.Value("RRULE") is { } rule)
        {
            var until = rule.Split(';').FirstOrDefault(p => p.StartsWith("UNTIL=", StringComparison.OrdinalIgnoreCase));
            end = until is null ? DateTime.MaxValue : Parse(until[6..], null) + (end - start);
        }

        return new TimeSpanOf(start ?? end ?? DateTime.MinValue, end ?? start ?? DateTime.MaxValue);
    }

    public bool Overlaps(XElement range)
    {
        var first = Bound(range, "start") ?? DateTime.MinValue;
        var last = Bound(range, "end") ?? DateTime.MaxValue;
        return Start < last && (End > first || (End == Start && Start == first));
    }

    /// <summary>In UTC; a zone that the system does not know, and none at all, count as UTC.</summary>
    public static DateTime? Parse(string text, string? zone)
    {
        const DateTimeStyles Styles = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;
        if (!DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, Styles, out var value))
        {
            return null;
        }

        var clock = DateTime.SpecifyKind(value, DateTimeKind.Unspecified);
        return zone is not null && !text.EndsWith('Z') && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && !found.IsInvalidTime(clock)
            ? TimeZoneInfo.ConvertTimeToUtc(clock, found)
            : value;
    }

    private static DateTime? Bound(XElement range, string name) => range.Attribute(name) is { } bound ? Parse(bound.Value, null) : null;

    private static DateTime? Instant(Component component, string name) =>
        component.All(name).FirstOrDefault() is { } line ? Parse(line.Value, line.Parameter("TZID")) : null;

    /// <summary>An all-day event without an end lasts its day.</summary>
    private static TimeSpan? Duration(Component component)
    {
        if (component.Value("DURATION") is not { } text)
        {
            return component.Value("DTSTART") is { Length: 8 } ? TimeSpan.FromDays(1) : null;
        }

        try
        {
            return text.EndsWith('W') ? 7 * XmlConvert.ToTimeSpan(text[..^1] + "D") : XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
