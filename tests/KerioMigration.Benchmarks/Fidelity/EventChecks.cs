using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using static KerioMigration.Benchmarks.Fidelity.IcalFields;
using Check = KerioMigration.Benchmarks.Fidelity.PropertyCheck<KerioMigration.Simulation.Seeding.Groupware.SeededAppointment, Ical.Net.CalendarComponents.CalendarEvent>;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>The properties of an appointment, of a series, and of one changed occurrence.</summary>
internal static class EventChecks
{
    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["ACCEPTED"] = "Accept",
        ["DECLINED"] = "Decline",
        ["TENTATIVE"] = "Tentative",
    };

    private static readonly Dictionary<string, string> MyAnswers = new(StringComparer.Ordinal)
    {
        ["Accept"] = "accepted",
        ["Decline"] = "declined",
        ["Tentative"] = "tentative",
        ["NoResponseReceived"] = "none yet",
    };

    public static IReadOnlyList<Check> All { get; } = [.. Times, .. Texts, .. Marks, .. People];

    private static IEnumerable<Check> Times =>
    [
        new("UID", "UID; with an ending of its own where several items have one", a => [GlobalObjectIds.Uid(a.GlobalId!)], e => [e.Uid]) { IsWithin = true },
        new("Start", "DTSTART, as an instant or a day", a => [a.IsAllDay ? Day(a.Start) : Instant(a.UtcStart)], e => [Time(e.DtStart)]) { Loss = "comes twice" },
        new("End", "DTEND, as an instant or a day", a => [a.IsAllDay ? Day(a.End) : Instant(a.UtcEnd)], e => [Time(e.DtEnd ?? e.DtStart)]),
        new("StartTimeZone", "DTSTART's clock with its VTIMEZONE", a => [HasOneClock(a) ? a.Start.ToString("s") : null], e => [e.DtStart!.Value.ToString("s")]),
        new("IsAllDayEvent", "DTSTART without a time", a => [a.IsAllDay ? "all day" : "timed"], e => [e.IsAllDay ? "all day" : "timed"]),
        new("DateTimeCreated", "CREATED", a => [Instant(a.Created)], e => [Time(e.Created)]),
        new("LastModifiedTime", "LAST-MODIFIED", a => [Instant(a.Modified)], e => [Time(e.LastModified)]),
        new("AppointmentSequenceNumber", "SEQUENCE", a => [a.SequenceNumber > 0 ? $"{a.SequenceNumber}" : null], e => [$"{e.Sequence}"]),
    ];

    private static IEnumerable<Check> Texts =>
    [
        new("Subject", "SUMMARY", a => [a.Subject], e => [e.Summary]),
        new("Location", "LOCATION", a => [a.Location], e => [e.Location]),
        new("Body (text)", "DESCRIPTION", a => [a.PlainBody ?? a.Body], e => [e.Description]),
        new("Body (HTML)", "X-ALT-DESC", a => [Html(a)], e => Values(e, "X-ALT-DESC")) { IsWithin = true },
        new("Categories", "CATEGORIES", a => a.Categories, e => e.Categories),
        new("JoinOnlineMeetingUrl", "URL", a => [a.JoinUrl], e => [e.Url?.OriginalString]),
        new("NetShowUrl", "text", a => [a.NetShowUrl], _ => [], "Online meeting: "),
        new("SkypeTeamsMeetingUrl", "text", a => [a.Extended.GetValueOrDefault("PublicStrings:SkypeTeamsMeetingUrl")], _ => [], "Online meeting: "),
        new("Attachments", "ATTACH", a => a.Attachments.Select(Said), e => e.Attachments.Select(Said)) { Loss = "Attachments" },
    ];

    private static IEnumerable<Check> Marks =>
    [
        new("LegacyFreeBusyStatus", "X-MICROSOFT-CDO-BUSYSTATUS", a => [a.FreeBusy.ToUpperInvariant()], e => Values(e, "X-MICROSOFT-CDO-BUSYSTATUS")),
        new("Free or not", "TRANSP", a => [a.FreeBusy is "Free" or "WorkingElsewhere" ? "TRANSPARENT" : "OPAQUE"], e => [e.Transparency]),
        new("Sensitivity", "CLASS", a => [Class(a)], e => [e.Class]),
        new("Importance", "PRIORITY", a => [Priority(a)], e => [$"{e.Priority}"]),
        new("AppointmentState (cancelled)", "STATUS", a => [(a.State & 4) != 0 ? "CANCELLED" : null], e => [e.Status]),
        new("Follow-up flag 0x1090", "text", a => [a.FlagStatus == 2 ? "Follow up" : null], _ => [], "Follow-up: "),
        new("ReminderMinutesBeforeStart", "VALARM's TRIGGER", a => [$"{a.ReminderMinutes}"], e => e.Alarms.Select(Minutes)),
    ];

    private static IEnumerable<Check> People =>
    [
        new("Organizer", "X-EXCHANGE-ORGANIZER, text", a => [(HasPeople(a) || MyAnswers.ContainsKey(a.MyResponse)) && a.Organizer is { } o ? Address(o) : null], e => Addresses(e, "X-EXCHANGE-ORGANIZER")),
        new("RequiredAttendees", "X-EXCHANGE-ATTENDEE, text", a => a.Required.Select(r => Address(r.Address)), e => Addresses(e, "X-EXCHANGE-ATTENDEE")),
        new("OptionalAttendees", "X-EXCHANGE-ATTENDEE, text", a => a.Optional.Select(r => Address(r.Address)), e => Addresses(e, "X-EXCHANGE-ATTENDEE")),
        new("Resources", "X-EXCHANGE-ATTENDEE, text", a => a.Resources.Select(r => Address(r.Address)), e => Addresses(e, "X-EXCHANGE-ATTENDEE")),
        new("ResponseType", "PARTSTAT", AnswersOf, e => e.Properties.AllOf("X-EXCHANGE-ATTENDEE").Select(p =>
            $"{Mailbox(p)} {Answers.GetValueOrDefault(p.Parameters.Get("PARTSTAT") ?? "")}")),
        new("LastResponseTime", "X-EXCHANGE-RESPONDED", a => a.Required.Concat(a.Optional).Concat(a.Resources).Select(p => p.LastResponse is { } t && p.Response != "Organizer" ? t.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) : null), e =>
            e.Properties.AllOf("X-EXCHANGE-ATTENDEE").Select(p => p.Parameters.Get("X-EXCHANGE-RESPONDED"))),
        new("MyResponseType", "text", a => [MyAnswers.GetValueOrDefault(a.MyResponse)], _ => [], "My answer: "),
        new("AppointmentReplyTime", "text", a => [a.ReplyTime is { } t ? TimeZoneInfo.ConvertTime(t, a.StartZone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture) : null], _ => []),
    ];

    private static bool HasPeople(SeededAppointment item) => item.Required.Count + item.Optional.Count + item.Resources.Count > 0;

    private static IEnumerable<string> AnswersOf(SeededAppointment item) => item.Required.Concat(item.Optional).Concat(item.Resources)
        .Where(p => Answers.ContainsValue(p.Response))
        .Select(p => $"{p.Address.Address} {p.Response}");

    // An address within the organization that is no longer anybody's says nothing elsewhere; the name does.
    private static string Address(SeededAddress person) => person.RoutingType == "SMTP" ? person.Address : person.Name;

    // In the hour that is skipped, and in the one that comes twice, a clock does not tell the instant, and UTC is written.
    private static bool HasOneClock(SeededAppointment item) =>
        !item.IsAllDay && !item.StartZone.IsInvalidTime(item.Start) && !item.StartZone.IsAmbiguousTime(item.Start);
}
