using System;
using System.Globalization;
using System.Linq;
using System.Text;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>
/// MimeContent of an appointment: the server's own iCalendar, with the losses that clients reported: no attendees, changed occurrences
/// without their subject where it did not change, attachments named and not there.
/// </summary>
internal static class ServerCalendar
{
    private const string Local = "yyyyMMdd'T'HHmmss";

    public static byte[] Of(SeededAppointment item)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "METHOD:PUBLISH");
        Line(text, "PRODID:Microsoft Exchange Server 2010");
        Line(text, "VERSION:2.0");
        foreach (var zone in new[] { item.StartZone, item.EndZone ?? item.StartZone }.DistinctBy(z => z.Id))
        {
            Zone(text, zone);
        }

        Event(text, item);
        foreach (var exception in item.Exceptions)
        {
            Event(text, exception);
        }

        Line(text, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Event(StringBuilder text, SeededAppointment item)
    {
        Line(text, "BEGIN:VEVENT");
        if ((item.State & 1) != 0 && item.Organizer is { } organizer)
        {
            Line(text, $"ORGANIZER;CN=\"{Escape(organizer.Name).Replace('"', '\'')}\":MAILTO:{organizer.Address}");
        }

        Line(text, "DESCRIPTION;LANGUAGE=de-DE:" + Escape(item.PlainBody ?? item.Body));
        Rule(text, item);
        Line(text, "UID:" + (item.GlobalId is { } id ? GlobalObjectIds.Uid(id) : "none"));
        if (item is { OriginalStart: { } original, Master: { } master })
        {
            Line(text, "RECURRENCE-ID" + Time(original, master.StartZone, item.IsAllDay));
        }

        if (item.Master?.Subject != item.Subject || item.Master is null)
        {
            Line(text, "SUMMARY;LANGUAGE=de-DE:" + Escape(item.Subject));
        }

        Line(text, "DTSTART" + Time(item.Start, item.StartZone, item.IsAllDay));
        Line(text, "DTEND" + Time(item.End, item.EndZone ?? item.StartZone, item.IsAllDay));
        Line(text, "CLASS:" + item.Sensitivity switch { "Private" => "PRIVATE", "Confidential" => "CONFIDENTIAL", _ => "PUBLIC" });
        Line(text, "PRIORITY:" + item.Importance switch { "High" => "1", "Low" => "9", _ => "5" });
        Line(text, "DTSTAMP:" + item.Created.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        Line(text, "TRANSP:" + (item.FreeBusy == "Free" ? "TRANSPARENT" : "OPAQUE"));
        Line(text, (item.State & 4) != 0 ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
        Line(text, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{item.SequenceNumber}"));
        Line(text, "LOCATION;LANGUAGE=de-DE:" + Escape(item.Location));
        Line(text, "X-MICROSOFT-CDO-BUSYSTATUS:" + item.FreeBusy.ToUpperInvariant());
        Line(text, "X-MICROSOFT-CDO-ALLDAYEVENT:" + (item.IsAllDay ? "TRUE" : "FALSE"));
        foreach (var attachment in item.Attachments)
        {
            Line(text, $"ATTACH:CID:{attachment.Name.Length:X8}");
        }

        if (item.ReminderMinutes is { } minutes)
        {
            Line(text, "BEGIN:VALARM");
            Line(text, "DESCRIPTION:REMINDER");
            Line(text, string.Create(CultureInfo.InvariantCulture, $"TRIGGER;RELATED=START:-PT{minutes}M"));
            Line(text, "ACTION:DISPLAY");
            Line(text, "END:VALARM");
        }

        Line(text, "END:VEVENT");
    }

    private static void Rule(StringBuilder text, SeededAppointment item)
    {
        if (item.Recurrence is not { } recurrence)
        {
            return;
        }

        var end = recurrence switch
        {
            { EndDate: { } date } => ";UNTIL=" + Zones.ToUtc(date + item.Start.TimeOfDay, item.StartZone).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
            { Count: { } count } => string.Create(CultureInfo.InvariantCulture, $";COUNT={count}"),
            _ => string.Empty,
        };
        Line(text, "RRULE:" + Frequency(recurrence) + end);
        foreach (var deleted in item.Deleted)
        {
            Line(text, "EXDATE" + Time(deleted, item.StartZone, item.IsAllDay));
        }
    }

    private static string Frequency(SeededRecurrence recurrence)
    {
        var days = string.Join(',', recurrence.Days.SelectMany(DayNames));
        var position = recurrence.Index == "Last" ? -1 : Array.IndexOf(["First", "Second", "Third", "Fourth"], recurrence.Index) + 1;
        return recurrence.Pattern switch
        {
            RecurrencePattern.Daily => $"FREQ=DAILY;INTERVAL={recurrence.Interval}",
            RecurrencePattern.Weekly => $"FREQ=WEEKLY;INTERVAL={recurrence.Interval};BYDAY={days};WKST={recurrence.FirstDayOfWeek.ToString()[..2].ToUpperInvariant()}",
            RecurrencePattern.AbsoluteMonthly => $"FREQ=MONTHLY;INTERVAL={recurrence.Interval};BYMONTHDAY={recurrence.DayOfMonth}",
            RecurrencePattern.RelativeMonthly => $"FREQ=MONTHLY;INTERVAL={recurrence.Interval};BYDAY={days};BYSETPOS={position}",
            RecurrencePattern.AbsoluteYearly => $"FREQ=YEARLY;INTERVAL=1;BYMONTHDAY={recurrence.DayOfMonth};BYMONTH={recurrence.Month}",
            _ => $"FREQ=YEARLY;INTERVAL=1;BYDAY={days};BYSETPOS={position};BYMONTH={recurrence.Month}",
        };
    }

    private static string[] DayNames(string name) => name switch
    {
        "Day" => ["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
        "Weekday" => ["MO", "TU", "WE", "TH", "FR"],
        "WeekendDay" => ["SA", "SU"],
        _ => [name[..2].ToUpperInvariant()],
    };

    private static void Zone(StringBuilder text, TimeZoneInfo zone)
    {
        Line(text, "BEGIN:VTIMEZONE");
        Line(text, "TZID:" + zone.Id);
        var rule = zone.GetAdjustmentRules().LastOrDefault();
        var daylight = zone.BaseUtcOffset + (rule?.DaylightDelta ?? TimeSpan.Zero);
        Transition(text, "STANDARD", rule?.DaylightTransitionEnd, daylight, zone.BaseUtcOffset);
        if (rule is not null)
        {
            Transition(text, "DAYLIGHT", rule.DaylightTransitionStart, zone.BaseUtcOffset, daylight);
        }

        Line(text, "END:VTIMEZONE");
    }

    private static void Transition(StringBuilder text, string name, TimeZoneInfo.TransitionTime? at, TimeSpan from, TimeSpan to)
    {
        Line(text, "BEGIN:" + name);
        Line(text, string.Create(CultureInfo.InvariantCulture, $"DTSTART:16010101T{at?.TimeOfDay ?? DateTime.MinValue:HHmmss}"));
        Line(text, "TZOFFSETFROM:" + Offset(from));
        Line(text, "TZOFFSETTO:" + Offset(to));
        if (at is { } time)
        {
            var week = time.Week == 5 ? -1 : time.Week;
            Line(text, string.Create(CultureInfo.InvariantCulture, $"RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY={week}{time.DayOfWeek.ToString()[..2].ToUpperInvariant()};BYMONTH={time.Month}"));
        }

        Line(text, "END:" + name);
    }

    private static string Offset(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);

    private static string Time(DateTime time, TimeZoneInfo zone, bool isAllDay) => isAllDay
        ? ";VALUE=DATE:" + time.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
        : $";TZID={zone.Id}:{time.ToString(Local, CultureInfo.InvariantCulture)}";

    private static string Escape(string? text) => (text ?? string.Empty)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Folded at 75 characters, not between the halves of a surrogate pair.</summary>
    private static void Line(StringBuilder text, string line)
    {
        for (var at = 0; at < line.Length || at == 0;)
        {
            var length = Math.Min(at == 0 ? 75 : 74, line.Length - at);
            length -= length > 1 && char.IsHighSurrogate(line[at + length - 1]) ? 1 : 0;
            text.Append(at == 0 ? string.Empty : " ").Append(line, at, length).Append("\r\n");
            at += Math.Max(1, length);
        }
    }
}
