using KerioMigration.Engine.Model;
using static System.FormattableString;
using static KerioMigration.Engine.Conversion.FilledText;

namespace KerioMigration.Engine.Conversion;

/// <summary>A follow-up flag in words: neither vCard nor VEVENT has one.</summary>
internal static class FlagText
{
    public static string? Of(FollowUp? flag) => flag is null ? null : string.Join(", ", Filled(
    [
        Filled(flag.Request) ?? "flagged",
        flag.IsDone ? "done" : null,
        flag.Due is { } due ? Invariant($"due {due:yyyy-MM-dd}") : null,
        flag.Reminder is { } time ? Invariant($"reminder {time.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : null,
    ]));
}
