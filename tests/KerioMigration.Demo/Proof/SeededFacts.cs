using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Demo.Proof;

/// <summary>The facts of items as the seed has them.</summary>
internal static class SeededFacts
{
    private const int Years = 10;

    /// <summary>Times in UTC, days of what lasts all day.</summary>
    public static string Time(DateTime time, bool isDay) => time.ToString(isDay ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Where the comparison of a series without end stops.</summary>
    public static DateTime EndOf(DateTime start) => start.AddYears(Years);

    public static ItemFacts Of(SeededItem item) => item switch
    {
        SeededAppointment appointment => Of(appointment),
        SeededContact contact => Of(contact),
        SeededDistributionList list => new(list.Subject ?? "", ItemFacts.List("Members", list.Members.Select(m => m.Address?.Address))),
        SeededTask task => new(
            task.Subject ?? "",
            $"Due: {(task.DueDate is { } due ? Time(due, isDay: true) : "")}",
            string.Create(CultureInfo.InvariantCulture, $"Done: {task.PercentComplete}"),
            $"Body: {task.Body.Trim()}"),
        { ItemClass: "IPM.Activity" } => new(item.Subject ?? "", [.. ItemFacts.Lines(item.Body), $"Entry type: {item.Extended[Log(0x8700)]}", $"Start: {Instant(item.Extended[Log(0x8706)])}"]),
        _ => new(item.Subject ?? "", [.. ItemFacts.Lines(item.Body)]),
    };

    private static ItemFacts Of(SeededAppointment appointment) => new(
        appointment.Subject ?? "",
        $"Start: {When(appointment, appointment.Start, appointment.UtcStart)}",
        $"End: {When(appointment, appointment.End, appointment.UtcEnd)}",
        $"Location: {appointment.Location}",
        $"Private: {appointment.Sensitivity == "Private"}",
        ItemFacts.List("Occurrences", Occurrences(appointment)),
        ItemFacts.List("Changed", appointment.Exceptions.Select(e => $"{When(e, e.Start, e.UtcStart)} {e.Location}")));

    // A card has to have a name (RFC 2426 3.1.2), a contact has not.
    private static ItemFacts Of(SeededContact contact) => new(
        contact.DisplayName ?? "",
        [
            .. (IEnumerable<string>)(contact.Surname is null && contact.GivenName is null ? [] : [$"Name: {contact.Surname}; {contact.GivenName}"]),
            $"Company: {contact.Company}",
            ItemFacts.List("E-mail", contact.Emails.Select(e => e?.Address)),
            ItemFacts.List("Telephone", contact.Phones.Values),
            $"Photo: {contact.Attachments.Any(a => a.IsContactPhoto)}",
        ]);

    private static IEnumerable<string> Occurrences(SeededAppointment series) => series.Recurrence is null
        ? []
        : series.OccurrencesUntil(EndOf(series.Start)).Concat(series.Exceptions).Select(o => When(o, o.Start, o.UtcStart));

    private static string When(SeededAppointment appointment, DateTime day, DateTimeOffset instant) => Time(appointment.IsAllDay ? day : instant.UtcDateTime, appointment.IsAllDay);

    private static string Log(int id) => string.Create(CultureInfo.InvariantCulture, $"Log:{id}");

    private static string Instant(string utc) => Time(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture).UtcDateTime, isDay: false);
}
