using System;
using System.Globalization;
using System.Linq;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Recurrence of appointments and tasks, and the lists of a series' occurrences.</summary>
internal static class RecurrenceWriter
{
    public static void Recurrence(AnswerWriter answer, SeededRecurrence? recurrence, TimeZoneInfo zone, ItemShape shape)
    {
        if (recurrence is null)
        {
            return;
        }

        answer.Ascii($"<t:Recurrence><t:{ElementName(recurrence.Pattern)}>{Pattern(recurrence, shape)}</t:{ElementName(recurrence.Pattern)}>");
        var start = Day(recurrence.StartDate, zone);
        answer.Ascii(recurrence switch
        {
            { EndDate: { } end } => $"<t:EndDateRecurrence><t:StartDate>{start}</t:StartDate><t:EndDate>{Day(end, zone)}</t:EndDate></t:EndDateRecurrence>",
            { Count: { } count } => $"<t:NumberedRecurrence><t:StartDate>{start}</t:StartDate><t:NumberOfOccurrences>{count}</t:NumberOfOccurrences></t:NumberedRecurrence>",
            _ => $"<t:NoEndRecurrence><t:StartDate>{start}</t:StartDate></t:NoEndRecurrence>",
        });
        answer.Raw("</t:Recurrence>"u8);
    }

    public static void First(AnswerWriter answer, SeededAppointment master)
    {
        if (master.Starts().Select(s => master.Occurrence(s.Number)).FirstOrDefault(o => o is not null) is { } first)
        {
            Occurrence(answer, "FirstOccurrence", first);
        }
    }

    /// <summary>A series without end has no last one.</summary>
    public static void Last(AnswerWriter answer, SeededAppointment master)
    {
        if (master.Recurrence is { } recurrence && (recurrence.EndDate ?? (object?)recurrence.Count) is not null
            && master.Starts().Reverse().Select(s => master.Occurrence(s.Number)).FirstOrDefault(o => o is not null) is { } last)
        {
            Occurrence(answer, "LastOccurrence", last);
        }
    }

    public static void Modified(AnswerWriter answer, SeededAppointment master)
    {
        if (master.Exceptions.Count == 0)
        {
            return;
        }

        answer.Raw("<t:ModifiedOccurrences>"u8);
        foreach (var exception in master.Exceptions)
        {
            Occurrence(answer, "Occurrence", exception);
        }

        answer.Raw("</t:ModifiedOccurrences>"u8);
    }

    public static void Deleted(AnswerWriter answer, SeededAppointment master)
    {
        if (master.Deleted.Count == 0)
        {
            return;
        }

        answer.Raw("<t:DeletedOccurrences>"u8);
        foreach (var start in master.Deleted)
        {
            answer.Raw("<t:DeletedOccurrence>"u8);
            Fields.Date(answer, "t:Start"u8, Zones.ToUtc(start, master.StartZone));
            answer.Raw("</t:DeletedOccurrence>"u8);
        }

        answer.Raw("</t:DeletedOccurrences>"u8);
    }

    private static void Occurrence(AnswerWriter answer, string name, SeededAppointment occurrence)
    {
        answer.Ascii($"<t:{name}>");
        ItemFields.ItemId(answer, occurrence);
        Fields.Date(answer, "t:Start"u8, occurrence.UtcStart);
        Fields.Date(answer, "t:End"u8, occurrence.UtcEnd);
        Fields.Date(answer, "t:OriginalStart"u8, Zones.ToUtc(occurrence.OriginalStart!.Value, occurrence.Master!.StartZone));
        answer.Ascii($"</t:{name}>");
    }

    private static string ElementName(RecurrencePattern pattern) =>
        pattern.ToString().EndsWith("Regeneration", StringComparison.Ordinal) ? pattern.ToString() : pattern + "Recurrence";

    private static string Pattern(SeededRecurrence recurrence, ItemShape shape)
    {
        var interval = $"<t:Interval>{recurrence.Interval}</t:Interval>";
        var days = $"<t:DaysOfWeek>{string.Join(' ', recurrence.Days)}</t:DaysOfWeek>";
        var index = $"<t:DayOfWeekIndex>{recurrence.Index}</t:DayOfWeekIndex>";
        var dayOfMonth = $"<t:DayOfMonth>{recurrence.DayOfMonth}</t:DayOfMonth>";
        var month = $"<t:Month>{CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(recurrence.Month)}</t:Month>";
        var first = shape.Version >= SchemaVersion.Exchange2010 ? $"<t:FirstDayOfWeek>{recurrence.FirstDayOfWeek}</t:FirstDayOfWeek>" : string.Empty;
        return recurrence.Pattern switch
        {
            RecurrencePattern.Weekly => interval + days + first,
            RecurrencePattern.AbsoluteMonthly => interval + dayOfMonth,
            RecurrencePattern.RelativeMonthly => interval + days + index,
            RecurrencePattern.AbsoluteYearly => dayOfMonth + month,
            RecurrencePattern.RelativeYearly => days + index + month,
            _ => interval,
        };
    }

    /// <summary>A day carries the offset of its zone, as a date in XML may.</summary>
    private static string Day(DateTime day, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(day.Date);
        var suffix = offset == TimeSpan.Zero ? "Z" : (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
        return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + suffix;
    }
}
