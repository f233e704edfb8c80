using System;
using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Engine.Conversion.Calendar;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Model.Tasks;

namespace KerioMigration.Engine.Conversion.Tasks;

/// <summary>
/// Start, due date and recurrence of a VTODO. DUE must be later than DTSTART (RFC 5545 3.8.2.3): sabre/dav refuses a task whose dates are
/// equal, and what Kerio does is not known. A start date that has no place beside it stands below the body: with a DURATION in place of DUE it
/// would be due on the day after.
/// </summary>
internal sealed class TaskDates(ContentLineWriter writer, TaskItem task, List<string> losses)
{
    /// <summary>The start date that no property tells; null when one does, or there is none.</summary>
    public static string? StartBeside(TaskItem task)
    {
        var hasPlace = SeriesDay(task) is { } day ? task.StartDate?.Date == day.Date : task.DueDate is not { } due || task.StartDate?.Date < due.Date;
        return task.StartDate is { } start && !hasPlace ? Say(start) : null;
    }

    public void Write()
    {
        if (SeriesDay(task) is { } day)
        {
            WriteSeries(task.Recurrence!, day);
            return;
        }

        if (task.Recurrence is not null)
        {
            losses.Add(task.Recurrence.Pattern is RegeneratingPattern
                ? $"It comes again {TaskDetails.Regeneration(task)}, which no rule of iCalendar says; this one alone is carried."
                : "It recurs from no known day; this one alone is carried.");
        }

        WriteOne();
    }

    private void WriteOne()
    {
        WriteDay("DTSTART", StartBeside(task) is null ? task.StartDate : null);
        WriteDay("DUE", task.DueDate);
    }

    // The rule counts the days on which it is due. One day long rather than due on the day after, as DUE would have to say.
    private void WriteSeries(Recurrence recurrence, DateTime day)
    {
        // Exchange moves the task on to its next day and leaves the start and the count of the series.
        var last = RecurrenceDays.LastOf(recurrence, task.RecurrenceStart ?? day);
        if (last?.Date < day.Date)
        {
            losses.Add($"It is due after its recurrence ended on {Say(last.Value)}; it is carried once.");
            WriteOne();
            return;
        }

        WriteDay("DTSTART", day);
        writer.Line("DURATION", "P1D");
        writer.Line("RRULE", RecurrenceRule.Write(recurrence, last is { } end ? IcalTime.Date(end) : null));
    }

    private static DateTime? SeriesDay(TaskItem task) =>
        task.Recurrence is { Pattern: not RegeneratingPattern } ? task.DueDate ?? task.StartDate ?? task.RecurrenceStart : null;

    private void WriteDay(string name, DateTime? day)
    {
        if (day is { } date)
        {
            writer.Line(name, IcalTime.Date(date), ("VALUE", "DATE"));
        }
    }

    private static string Say(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
