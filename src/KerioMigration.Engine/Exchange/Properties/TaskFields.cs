using System;
using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Tasks;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>t:TaskType.</summary>
internal static class TaskFields
{
    /// <summary>PidLidTaskStartDate, PidLidTaskDueDate and PidLidTaskDateCompleted: midnights of UTC that stand for the days ([MS-OXOTASK] 2.2.2.2).</summary>
    private static readonly ExtendedField Start = new(ExtendedField.Task, 0x8104, "SystemTime");
    private static readonly ExtendedField Due = new(ExtendedField.Task, 0x8105, "SystemTime");
    private static readonly ExtendedField Completed = new(ExtendedField.Task, 0x810F, "SystemTime");

    public static PropertyShape Core { get; } = new([.. Fields.Core, "task:DueDate", "task:StartDate", "task:Status"], [], [Fields.SourceKey]);

    public static PropertyShape For(EwsSchema schema) => new(
        [
            .. Fields.Always, "item:ReminderDueBy", "item:ReminderIsSet", "task:ActualWork", "task:BillingInformation", "task:Companies", "task:CompleteDate",
            "task:Contacts", "task:DelegationState", "task:Delegator", "task:DueDate", "task:IsComplete", "task:Mileage", "task:Owner", "task:PercentComplete", "task:Recurrence", "task:StartDate",
            "task:Status", "task:TotalWork", .. schema >= EwsSchema.Exchange2013 ? ["item:TextBody"] : (string[])[],
        ],
        [],
        [Start, Due, Completed, Fields.SourceKey, Fields.RecordKey]);

    /// <param name="files">Read before.</param>
    /// <param name="zone">In which midnights are to be understood that are not of UTC.</param>
    public static TaskItem Read(Element item, string id, TimeZoneInfo? zone, IReadOnlyList<AttachedFile> files, string? text) => new()
    {
        SourceKey = Fields.KeyOf(item, id),
        Subject = item.Value("Subject"),
        TextBody = item.TextBody() ?? text,
        HtmlBody = item.Body(isHtml: true),
        Status = item.Choice("Status", item.Boolean("IsComplete") ? TaskItemStatus.Completed : TaskItemStatus.NotStarted),
        PercentComplete = double.TryParse(item.Value("PercentComplete"), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? percent : 0,
        StartDate = Day(item, Start, "StartDate", zone),
        DueDate = Day(item, Due, "DueDate", zone),
        CompleteDate = Day(item, Completed, "CompleteDate", zone),
        Recurrence = RecurrenceFields.Read(item.Child("Recurrence")),
        RecurrenceStart = RecurrenceFields.StartOf(item.Child("Recurrence")),
        Reminder = item.Boolean("ReminderIsSet") ? item.Time("ReminderDueBy") : null,
        Importance = item.Choice("Importance", Importance.Normal),
        Sensitivity = item.Choice("Sensitivity", Sensitivity.Normal),
        Categories = item.Strings("Categories"),
        TotalWork = item.Number("TotalWork") ?? 0,
        ActualWork = item.Number("ActualWork") ?? 0,
        Owner = IsDelegated(item) ? item.Value("Owner") : null,
        Delegator = item.Value("Delegator"),
        Contacts = item.Strings("Contacts"),
        Companies = item.Strings("Companies"),
        Mileage = item.Value("Mileage"),
        BillingInformation = item.Value("BillingInformation"),
        Created = item.Time("DateTimeCreated"),
        LastModified = item.Time("LastModifiedTime"),
        Files = files,
    };

    /// <summary>A date that says its day only to those who know the zone.</summary>
    public static bool NeedsZone(Element item) =>
        IsOdd(item, Start, "StartDate") || IsOdd(item, Due, "DueDate") || IsOdd(item, Completed, "CompleteDate");

    // Exchange names the mailbox's own user as the owner of every task; only who was given one, or gave it away, is another.
    private static bool IsDelegated(Element item) => item.Value("DelegationState")?.Trim() is not (null or "NoMatch");

    private static bool IsOdd(Element item, ExtendedField property, string field) =>
        Time(item, property, field) is { } time && time.UtcDateTime.TimeOfDay != TimeSpan.Zero;

    private static DateTime? Day(Element item, ExtendedField property, string field, TimeZoneInfo? zone) =>
        Time(item, property, field) is { } time ? MailboxZone.DayOf(time, zone) : null;

    // The year 4501 stands for none ([MS-OXOTASK] 2.2.2.2.5).
    private static DateTimeOffset? Time(Element item, ExtendedField property, string field) =>
        (property.TimeOf(item) ?? item.Time(field)) is { Year: < 4500 } time ? time : null;
}
