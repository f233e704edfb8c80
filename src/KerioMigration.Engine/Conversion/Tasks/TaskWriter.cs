using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Tasks;
using static KerioMigration.Engine.Conversion.FilledText;

namespace KerioMigration.Engine.Conversion.Tasks;

/// <summary>Writes the properties of one VTODO.</summary>
internal sealed class TaskWriter(ContentLineWriter writer, TaskItem task, List<string> losses)
{
    public void Write()
    {
        WriteStamps();
        new TaskDates(writer, task, losses).Write();
        WriteTexts();
        WriteProgress();
        task.Files.ToList().ForEach(writer.File);
        WriteReminder();
    }

    private void WriteStamps()
    {
        // RFC 5545 3.8.7.2 asks for one; of an item without any date it says nothing, and is at least always the same.
        var stamp = task.LastModified ?? task.Created ?? new DateTimeOffset(task.DueDate ?? task.StartDate ?? new DateTime(1970, 1, 1), TimeSpan.Zero);
        writer.Line("DTSTAMP", IcalTime.Utc(stamp.UtcDateTime));
        if (task.Created is { } created)
        {
            writer.Line("CREATED", IcalTime.Utc(created.UtcDateTime));
        }

        if (task.LastModified is { } modified)
        {
            writer.Line("LAST-MODIFIED", IcalTime.Utc(modified.UtcDateTime));
        }
    }

    private void WriteTexts()
    {
        (string, string?)[] details = [.. TaskDetails.Of(task)];
        writer.Text("SUMMARY", Filled(task.Subject));
        writer.Text("DESCRIPTION", Filled(DetailLines.AddTo(task.TextBody, details)));
        writer.Text("X-ALT-DESC", DetailLines.AddToHtml(Filled(task.HtmlBody), details), ("FMTTYPE", "text/html"));
        var categories = string.Join(",", Filled(task.Categories).Select(ContentLineWriter.Escape));
        if (categories.Length > 0)
        {
            writer.Line("CATEGORIES", categories);
        }

        writer.Line("CLASS", ComponentMarks.Class(task.Sensitivity));
        writer.Line("PRIORITY", ComponentMarks.Priority(task.Importance));
    }

    // Neither waiting nor deferred has a word in RFC 5545 3.8.1.11. Some write CANCELLED for the latter, which hides a task that is still
    // to be done; the details say which it was.
    private void WriteProgress()
    {
        var percent = (int)Math.Round(Math.Min(Math.Max(task.PercentComplete, 0), 100));
        writer.Line("STATUS", task.Status switch
        {
            TaskItemStatus.Completed => "COMPLETED",
            TaskItemStatus.InProgress => "IN-PROCESS",
            _ => percent > 0 ? "IN-PROCESS" : "NEEDS-ACTION",
        });
        var isCompleted = task.Status == TaskItemStatus.Completed;
        writer.Line("PERCENT-COMPLETE", (isCompleted ? 100 : percent).ToString(CultureInfo.InvariantCulture));
        if (isCompleted && task.CompleteDate is { } date)
        {
            // In UTC by RFC 5545 3.8.2.1: at noon it is that day in all zones but the outermost.
            writer.Line("COMPLETED", IcalTime.Utc(date.Date.AddHours(12)));
        }
    }

    private void WriteReminder()
    {
        if (task.Reminder is not { } time)
        {
            return;
        }

        writer.Begin("VALARM");
        writer.Line("ACTION", "DISPLAY");
        writer.Text("DESCRIPTION", Filled(task.Subject) ?? "Reminder");
        writer.Line("TRIGGER", IcalTime.Utc(time.UtcDateTime), ("VALUE", "DATE-TIME"));
        writer.End("VALARM");
    }
}
