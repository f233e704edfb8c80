using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using Check = KerioMigration.Benchmarks.Fidelity.PropertyCheck<KerioMigration.Simulation.Seeding.SeededItem, KerioMigration.Benchmarks.Fidelity.StoredMessage>;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>What arrives as a message without being one at the source.</summary>
internal static class MessageChecks
{
    public static IReadOnlyList<Check> Journal { get; } =
    [
        .. All,
        new("Body", "text", i => [i.Body], m => [m.Mime.TextBody]) { IsWithin = true },
        new("Entry type 0x8700", "text", i => [Log(i, 0x8700)], _ => [], "Entry type: "),
        new("Label 0x8712", "text", i => [Log(i, 0x8712) is { } label && label != Log(i, 0x8700) ? label : null], _ => [], "Label: "),
        new("Contacts 0x853A", "text", i => [Names(i, 0x853A)], _ => [], "Contacts: "),
        new("Companies 0x8539", "text", i => [Names(i, 0x8539)], _ => [], "Companies: "),
        new("Start 0x8706", "text", i => [Clock(Log(i, 0x8706))], _ => [], "Start: "),
        new("Duration 0x8707", "text", i => [Log(i, 0x8707) is { } m and not "0" ? $"{m} minutes" : null], _ => [], "Duration: "),
        new("End 0x8708", "text", i => [Clock(Log(i, 0x8708))], _ => [], "End: "),
    ];

    public static IReadOnlyList<Check> Posts { get; } =
    [
        .. All,
        new("MIME content", "the same bytes", i => [Hash(i.Mime)], m => [Hash(m.Stored.Bytes)]),
        new("Link of a feed 0x8901", "no field", i => [i.Extended.GetValueOrDefault($"PostRss:{0x8901}")], _ => []) { Loss = "link" },
    ];

    public static IReadOnlyList<Check> Misplaced { get; } =
    [
        .. All,
        new("Start", "DTSTART of the attached .ics", i => [i is SeededAppointment a ? IcalFields.Instant(a.UtcStart) : null], m => m.Events.Select(e => IcalFields.Time(e.DtStart))),
        new("End", "DTEND of the attached .ics", i => [i is SeededAppointment a ? IcalFields.Instant(a.UtcEnd) : null], m => m.Events.Select(e => IcalFields.Time(e.DtEnd))),
        new("DisplayName", "FN of the attached .vcf", i => [i is SeededContact c ? "FN:" + c.DisplayName : null], m => m.Cards) { IsWithin = true },
    ];

    private static IEnumerable<Check> All =>
    [
        new("Subject", "Subject", i => [i.Subject], m => [m.Mime.Subject]),
        new("DateTimeReceived", "the server's date", i => [IcalFields.Instant(i.Received)], m => [IcalFields.Instant(m.Stored.InternalDate)]),
        new("Categories", "no field", i => i.Categories, _ => []) { Loss = "ategor" },
    ];

    private static string? Names(SeededItem item, int id) => item.Extended.GetValueOrDefault($"Common:{id}")?.Replace("\n", ", ", StringComparison.Ordinal);

    private static string? Log(SeededItem item, int id) => item.Extended.GetValueOrDefault($"Log:{id}");

    // Nobody has told this mailbox's zone.
    private static string? Clock(string? utc) => utc is null ? null : DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture).UtcDateTime
        .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Hash(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes.Span));
}
