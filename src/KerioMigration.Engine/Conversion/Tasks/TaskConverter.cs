using System.Collections.Generic;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Tasks;

namespace KerioMigration.Engine.Conversion.Tasks;

/// <summary>
/// Tasks of Exchange as iCalendar 2.0 (RFC 5545 3.6.2). Pure: no I/O, no clock, any thread. All of its dates are days, as in Exchange, so
/// that no zone can move them.
/// </summary>
public static class TaskConverter
{
    public static ConvertedTask Convert(TaskItem task)
    {
        var uid = SourceUid.Of(task.SourceKey);
        var losses = new List<string>();
        var writer = new ContentLineWriter();
        writer.Begin("VCALENDAR");
        writer.Line("VERSION", "2.0");
        writer.Line("PRODID", ProductIdentifier.Value);
        writer.Line("CALSCALE", "GREGORIAN");
        writer.Begin("VTODO");
        writer.Line("UID", uid);
        new TaskWriter(writer, task, losses).Write();
        writer.End("VTODO");
        writer.End("VCALENDAR");
        losses.AddRange(ComponentLosses.Of(task.Sensitivity, task.TextBody, task.HtmlBody));
        return new ConvertedTask(uid, writer.ToString(), losses) { Files = writer.Files };
    }
}
