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
/// equal, and what Kerio does is not known.
/// </summary>
internal sealed class TaskDates(ContentLineWriter writer, TaskItem task, List<string> losses)
{
    public void Write()
    {
        if (task.Recurrence is { Pattern: not RegeneratingPattern } recurrence && (task.DueDate ?? task.StartDate ?? task.RecurrenceStart) is { } day)
        {
            WriteSeries(recurrence, day);
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
        if (task is { StartDate: { } start, DueDate: { } due } && start.Date >= due.Date)
        {
            losses.Add($"The start date {Say(start)} is not before the due date, and has no place beside it.");
            WriteDay("DUE", due);
            return;
        }

        WriteDay("DTSTART", task.StartDate);
        WriteDay("DUE", task.DueDate);
    }

    // The rule counts the days on which it is due. One day long rather than due on the day after, as DUE would have to say.
    private void WriteSeries(Recurrence recurrence, DateTime day)
    {
        WriteDay("DTSTART", day);
        writer.Line("DURATION", "P1D");
        writer.Line("RRULE", RecurrenceRule.Write(recurrence, recurrence.LastDate is { } last ? IcalTime.Date(last) : null));
        if (task.StartDate is { } start && start.Date != day.Date)
        {
            losses.Add($"The start date {Say(start)} has no place beside the recurrence.");
        }

        // Exchange moves the task on to its next day and leaves the count.
        if (recurrence.Count is { } count && task.RecurrenceStart is { } first && first.Date != day.Date)
        {
            losses.Add($"It recurs {count} times, counted from {Say(first)}; the copy counts from {Say(day)}.");
        }
    }

    private void WriteDay(string name, DateTime? day)
    {
        if (day is { } date)
        {
            writer.Line(name, IcalTime.Date(date), ("VALUE", "DATE"));
        }
    }

    private static string Say(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
