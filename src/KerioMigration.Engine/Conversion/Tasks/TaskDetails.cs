using System.Collections.Generic;
using KerioMigration.Engine.Model.Tasks;
using static System.FormattableString;
using static KerioMigration.Engine.Conversion.FilledText;

namespace KerioMigration.Engine.Conversion.Tasks;

/// <summary>The lines below the body: what VTODO has no property for.</summary>
internal static class TaskDetails
{
    public static IEnumerable<(string Label, string? Value)> Of(TaskItem task) =>
    [
        ("Status", task.Status switch
        {
            TaskItemStatus.WaitingOnOthers => "waiting on others",
            TaskItemStatus.Deferred => "deferred",
            _ => null,
        }),
        ("Start date", TaskDates.StartBeside(task)),
        ("Recurrence", task.Recurrence?.Pattern is RegeneratingPattern ? Regeneration(task) : null),
        ("Total work", Minutes(task.TotalWork)),
        ("Actual work", Minutes(task.ActualWork)),
        ("Owner", task.Owner),
        ("Delegated by", task.Delegator),
        ("Contacts", string.Join(", ", Filled(task.Contacts))),
        ("Companies", string.Join(", ", Filled(task.Companies))),
        ("Mileage", task.Mileage),
        ("Billing", task.BillingInformation),
    ];

    public static string? Regeneration(TaskItem task) => task.Recurrence?.Pattern is RegeneratingPattern pattern
        ? Invariant($"{pattern.Interval} {pattern.Unit.ToString().ToLowerInvariant()}{(pattern.Interval == 1 ? "" : "s")} after it was completed")
        : null;

    private static string? Minutes(int minutes) => minutes > 0 ? Invariant($"{minutes} minutes") : null;
}
