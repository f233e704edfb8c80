using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Model.Canonical;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>
/// What the server itself calls iCalendar, made fit to be stored: no METHOD and no people, for it tells them unreliably and nobody must be
/// invited; one UID; every component ended. Pure, any thread.
/// </summary>
internal static class ServerCalendarConverter
{
    private static readonly string[] People = ["ORGANIZER", "ATTENDEE"];

    /// <exception cref="FormatException">There is no event in it.</exception>
    public static ConvertedAppointment Convert(ServerCalendar calendar)
    {
        // Where an END is missing, what follows is read as a part of it.
        var all = Within(ContentLineReader.Read(new StringReader(calendar.Text))).ToList();
        var events = all.Where(c => c.Name == "VEVENT" && c.Lines.Exists(l => l.Name == "DTSTART")).ToList();
        if (events.Count == 0)
        {
            throw new FormatException("The server's own iCalendar has no event in it.");
        }

        var uid = events.Select(e => e.Lines.Find(l => l.Name == "UID")?.Value).FirstOrDefault(u => !string.IsNullOrWhiteSpace(u)) ?? SourceUid.Of(calendar.Text);
        List<string> losses = ["Its properties could not be read: it is the server's own iCalendar, which is known to leave out people and parts of changed occurrences."];
        var writer = new ContentLineWriter();
        writer.Begin("VCALENDAR");
        writer.Line("VERSION", "2.0");
        writer.Line("PRODID", ProductIdentifier.Value);
        writer.Line("CALSCALE", "GREGORIAN");
        foreach (var zone in all.Where(c => c.Name == "VTIMEZONE").GroupBy(z => z.Lines.Find(l => l.Name == "TZID")?.Value).Select(g => g.First()))
        {
            Write(writer, zone, zone.Lines, c => c.Name is "STANDARD" or "DAYLIGHT");
        }

        foreach (var item in events)
        {
            var lines = item.Lines.Where(l => l.Name is not ("UID" or "ATTACH") && !People.Contains(l.Name));
            Write(writer, item, [new ContentLine("UID", [], ContentLineWriter.Escape(uid)), .. lines], c => c.Name == "VALARM" && c.Lines.Exists(l => l is { Name: "ACTION", Value: "DISPLAY" }));
        }

        writer.End("VCALENDAR");
        Tell("People", People, events, losses);
        Tell("Attachments", ["ATTACH"], events, losses);
        return new ConvertedAppointment(uid, writer.ToString(), losses);
    }

    private static IEnumerable<WrittenComponent> Within(WrittenComponent component) => component.Components.SelectMany(c => Within(c).Prepend(c));

    private static void Write(ContentLineWriter writer, WrittenComponent component, IEnumerable<ContentLine> lines, Func<WrittenComponent, bool> isPart)
    {
        writer.Begin(component.Name);
        foreach (var line in lines)
        {
            writer.Line(line.Name, line.Value, [.. line.Parameters]);
        }

        foreach (var part in component.Components.Where(isPart))
        {
            Write(writer, part, part.Lines, _ => false);
        }

        writer.End(component.Name);
    }

    private static void Tell(string what, string[] names, IEnumerable<WrittenComponent> events, List<string> losses)
    {
        string[] left = [.. events.SelectMany(e => e.Lines).Where(l => names.Contains(l.Name)).Select(l => l.Value).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (left.Length > 0)
        {
            losses.Add($"{what} left out: {string.Join(", ", left)}.");
        }
    }
}
