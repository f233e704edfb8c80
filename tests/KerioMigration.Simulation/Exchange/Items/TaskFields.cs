using System;
using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>What a Task has beyond every item, in the order of the schema.</summary>
internal static class TaskFields
{
    public static IReadOnlyList<ItemField> All { get; } =
    [
        Fields.Number("task:ActualWork", FieldBase.AllProperties, static (SeededTask t) => t.ActualWork),
        Fields.Date("task:AssignedTime", FieldBase.AllProperties, static (SeededTask t) => t.AssignedTime),
        Fields.Text("task:BillingInformation", FieldBase.AllProperties, static (SeededTask t) => t.Billing),
        Fields.Number("task:ChangeCount", FieldBase.AllProperties, static (SeededTask t) => t.ChangeCount),
        Fields.Strings("task:Companies", FieldBase.AllProperties, static (SeededTask t) => t.Companies),
        Fields.Date("task:CompleteDate", FieldBase.AllProperties, static (SeededTask t) => Midnight(t, t.CompleteDate)),
        Fields.Strings("task:Contacts", FieldBase.AllProperties, static (SeededTask t) => t.Contacts),
        Fields.Text("task:DelegationState", FieldBase.AllProperties, static (SeededTask t) => t.DelegationState),
        Fields.Text("task:Delegator", FieldBase.AllProperties, static (SeededTask t) => t.Delegator),
        Fields.Date("task:DueDate", FieldBase.Default, static (SeededTask t) => Midnight(t, t.DueDate)),
        Fields.Number("task:IsAssignmentEditable", FieldBase.AllProperties, static (SeededTask _) => 0),
        Fields.Boolean("task:IsComplete", FieldBase.AllProperties, static (SeededTask t) => t.Status == "Completed"),
        Fields.Boolean("task:IsRecurring", FieldBase.AllProperties, static (SeededTask t) => t.Recurrence is not null),
        Fields.Boolean("task:IsTeamTask", FieldBase.AllProperties, static (SeededTask _) => false),
        Fields.Text("task:Mileage", FieldBase.AllProperties, static (SeededTask t) => t.Mileage),
        Fields.Text("task:Owner", FieldBase.AllProperties, static (SeededTask t) => t.Owner),
        Fields.Text("task:PercentComplete", FieldBase.Default, static (SeededTask t) => t.PercentComplete.ToString(CultureInfo.InvariantCulture)),
        Fields.Other("task:Recurrence", FieldBase.AllProperties, static (AnswerWriter a, SeededTask t, ItemShape s) => RecurrenceWriter.Recurrence(a, t.Recurrence, t.Zone, s)),
        Fields.Date("task:StartDate", FieldBase.Default, static (SeededTask t) => Midnight(t, t.StartDate)),
        Fields.Text("task:Status", FieldBase.Default, static (SeededTask t) => t.Status),
        Fields.Text("task:StatusDescription", FieldBase.AllProperties, static (SeededTask t) => t.Status == "NotStarted" ? "Not Started" : t.Status),
        Fields.Number("task:TotalWork", FieldBase.AllProperties, static (SeededTask t) => t.TotalWork),
    ];

    private static DateTimeOffset? Midnight(SeededTask task, DateTime? day) => day is { } date ? Zones.ToUtc(date.Date, task.Zone) : null;
}
