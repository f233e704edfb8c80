using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Simulation.Seeding.Groupware;
using static KerioMigration.Benchmarks.Fidelity.IcalFields;
using Check = KerioMigration.Benchmarks.Fidelity.PropertyCheck<KerioMigration.Simulation.Seeding.Groupware.SeededTask, Ical.Net.CalendarComponents.Todo>;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>The properties of a task.</summary>
internal static class TaskChecks
{
    public static IReadOnlyList<Check> All { get; } = [.. Dates, .. Texts, .. Marks, .. Details];

    private static IEnumerable<Check> Dates =>
    [
        new("StartDate", "DTSTART, text", t => [t.StartDate is { } d ? Day(d) : null], t => [Time(t.DtStart)], "Start date: "),
        new("DueDate", "DUE, of a series DTSTART", t => [t.DueDate is { } d ? Day(d) : null], t => [Time(t.Due), t.RecurrenceRule is not null ? Time(t.DtStart) : null]),
        new("CompleteDate", "COMPLETED", t => [t.CompleteDate is { } d ? Day(d) : null], t => [Time(t.Completed)?[..10]]),
        new("DateTimeCreated", "CREATED", t => [Instant(t.Created)], t => [Time(t.Created)]),
        new("LastModifiedTime", "LAST-MODIFIED", t => [Instant(t.Modified)], t => [Time(t.LastModified)]),
        new("ReminderDueBy", "VALARM's TRIGGER", t => [t.ReminderDueBy is { } r ? Instant(r) : null], t => t.Alarms.Select(Moment)),
    ];

    private static IEnumerable<Check> Texts =>
    [
        new("Subject", "SUMMARY", t => [t.Subject], t => [t.Summary]),
        new("Body (text)", "DESCRIPTION", t => [t.PlainBody ?? t.Body], t => [t.Description]),
        new("Body (HTML)", "X-ALT-DESC", t => [Html(t)], t => Values(t, "X-ALT-DESC")) { IsWithin = true },
        new("Categories", "CATEGORIES", t => t.Categories, t => t.Categories),
        new("Attachments", "ATTACH", t => t.Attachments.Select(Said), t => t.Attachments.Select(Said)) { Loss = "Attachments" },
    ];

    private static IEnumerable<Check> Marks =>
    [
        new("Status", "STATUS, text", t => [Status(t)], t => [t.Status]),
        new("PercentComplete", "PERCENT-COMPLETE", t => [t.PercentComplete.ToString(CultureInfo.InvariantCulture)], t => [$"{t.PercentComplete}"]),
        new("Importance", "PRIORITY", t => [Priority(t)], t => [$"{t.Priority}"]),
        new("Sensitivity", "CLASS", t => [Class(t)], t => [t.Class]),
    ];

    private static IEnumerable<Check> Details =>
    [
        new("TotalWork", "text", t => [t.TotalWork is { } m ? $"{m} minutes" : null], _ => [], "Total work: "),
        new("ActualWork", "text", t => [t.ActualWork is { } m ? $"{m} minutes" : null], _ => [], "Actual work: "),
        new("BillingInformation", "text", t => [t.Billing], _ => [], "Billing: "),
        new("Mileage", "text", t => [t.Mileage], _ => [], "Mileage: "),
        new("Owner of a delegated task", "text", t => [t.DelegationState == "NoMatch" ? null : t.Owner], _ => [], "Owner: "),
        new("Companies", "text", t => t.Companies, _ => []),
        new("Contacts", "text", t => [string.Join(", ", t.Contacts)], _ => [], "Contacts: "),
        new("Delegator", "text", t => [t.Delegator], _ => [], "Delegated by: "),
        new("Regeneration", "text", t => [Regeneration(t)], _ => [], "Recurrence: "),
    ];

    private static string Status(SeededTask task) => task.Status switch
    {
        "Completed" => "COMPLETED",
        "InProgress" => "IN-PROCESS",
        "WaitingOnOthers" => "Status: waiting on others",
        "Deferred" => "Status: deferred",
        _ => "NEEDS-ACTION",
    };

    private static string? Regeneration(SeededTask task)
    {
        var unit = task.Recurrence?.Pattern switch
        {
            RecurrencePattern.DailyRegeneration => "day",
            RecurrencePattern.WeeklyRegeneration => "week",
            RecurrencePattern.MonthlyRegeneration => "month",
            RecurrencePattern.YearlyRegeneration => "year",
            _ => null,
        };
        return unit is null ? null : string.Create(CultureInfo.InvariantCulture, $"{task.Recurrence!.Interval} {unit}");
    }
}
