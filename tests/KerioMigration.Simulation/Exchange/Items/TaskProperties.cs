using System;
using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Extended properties of tasks ([MS-OXPROPS]), as text in the form of the answer. MAPI keeps the days without a zone.</summary>
internal static class TaskProperties
{
    private static readonly string[] States = ["NotStarted", "InProgress", "Completed", "WaitingOnOthers", "Deferred"];

    private static readonly Dictionary<int, Func<SeededTask, string?>> ById = new()
    {
        [0x8101] = t => Text(Array.IndexOf(States, t.Status)),
        [0x8102] = t => (t.PercentComplete / 100).ToString(CultureInfo.InvariantCulture),
        [0x8104] = t => Day(t.StartDate),
        [0x8105] = t => Day(t.DueDate),
        [0x810F] = t => Day(t.CompleteDate),
        [0x8110] = t => Text(t.ActualWork ?? 0),
        [0x8111] = t => Text(t.TotalWork ?? 0),
        [0x811C] = t => t.Status == "Completed" ? "true" : "false",
        [0x811F] = t => t.Owner,
        [0x8126] = t => t.Recurrence is null ? "false" : "true",
    };

    public static string? Of(SeededTask item, ExtendedPath path) => path switch
    {
        { SetName: "Task", Id: { } id } => ById.GetValueOrDefault(id)?.Invoke(item),
        { SetName: "Common", Id: 0x8516 } => Day(item.StartDate),
        { SetName: "Common", Id: 0x8517 } => Day(item.DueDate),
        _ => null,
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Day(DateTime? day) => day?.ToString("yyyy-MM-ddT00:00:00Z", CultureInfo.InvariantCulture);
}
