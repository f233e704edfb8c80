using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>What Ical.Net read, in the words in which it is compared; and the same of the seed.</summary>
internal static class IcalFields
{
    public static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("s", CultureInfo.InvariantCulture);

    public static string? Time(CalDateTime? time) => time switch
    {
        null => null,
        { HasTime: false } => Day(time.Value),
        _ => time.AsUtc.ToString("s", CultureInfo.InvariantCulture),
    };

    public static IEnumerable<string?> Values(ICalendarPropertyListContainer component, string name) =>
        component.Properties.AllOf(name).Select(p => p.Value?.ToString());

    public static IEnumerable<string?> Addresses(ICalendarPropertyListContainer component, string name) =>
        component.Properties.AllOf(name).Select(Mailbox);

    public static string? Mailbox(ICalendarProperty property) => property.Value?.ToString()?.Replace("mailto:", "", StringComparison.Ordinal);

    public static string Minutes(Alarm alarm) => alarm.Trigger?.Duration is { } before
        ? (-before.ToTimeSpanUnspecified().TotalMinutes + 0).ToString(CultureInfo.InvariantCulture)
        : "";

    public static string? Moment(Alarm alarm) => Time(alarm.Trigger?.DateTime);

    public static string Class(SeededItem item) => item.Sensitivity switch
    {
        "Normal" => "PUBLIC",
        "Confidential" => "CONFIDENTIAL",
        _ => "PRIVATE",
    };

    public static string Priority(SeededItem item) => item.Importance switch { "High" => "1", "Low" => "9", _ => "5" };

    /// <summary>An attachment's name and its bytes; of an attached item, whose bytes are the server's, the name alone.</summary>
    public static string? Said(SeededAttachment file) => file.Item is null
        ? $"{file.Name} {Convert.ToHexString(SHA256.HashData(file.Content.Span))}"
        : $"{file.Name}.eml";

    /// <inheritdoc cref="Said(SeededAttachment)"/>
    public static string? Said(Attachment file) => file switch
    {
        { FormatType: "message/rfc822", Data: { Length: > 0 } } => file.Parameters.Get("FILENAME"),
        { Data: { } data } => $"{file.Parameters.Get("FILENAME")} {Convert.ToHexString(SHA256.HashData(data))}",
        _ => null,
    };

    /// <summary>An HTML body up to its end, before which more may be written.</summary>
    public static string? Html(SeededItem item) => item.BodyIsHtml ? item.Body.Replace("</body></html>", "", StringComparison.Ordinal) : null;
}
