using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>Writes the VEVENTs of one UID.</summary>
internal sealed class EventWriter(ContentLineWriter writer, EventZones zones, string uid, AttendeeMode attendees, List<string> losses)
{
    public void Write(Appointment appointment)
    {
        var own = ZoneOf(appointment.StartZone, appointment);
        var zone = own ?? ZoneOf(appointment.MailboxZone, appointment);
        var clock = new SeriesClock(appointment, zone);
        if (own is null && (appointment.IsAllDay || appointment.Recurrence is not null))
        {
            var taken = zone is null ? "UTC" : $"the mailbox's own ({zone.Id})";
            losses.Add($"The time zone is not known ({appointment.StartZone?.Id ?? "none"}); {taken} was taken.");
        }

        WriteEvent(appointment, () => WriteSeries(appointment, clock), clock.Zone);
        foreach (var occurrence in appointment.ModifiedOccurrences.OrderBy(o => o.OriginalStart))
        {
            WriteOccurrence(appointment, occurrence, clock);
        }
    }

    private void WriteSeries(Appointment appointment, SeriesClock clock)
    {
        if (appointment.Recurrence is not { } recurrence)
        {
            return;
        }

        if (DoubledHour.Meets(appointment, recurrence, clock))
        {
            losses.Add("It falls on a time that comes twice when the clock is put back; the copy means the first one, Exchange may mean the second.");
        }

        var until = RecurrenceDays.LastOf(recurrence, clock.Start) is { } last ? clock.Until(last) : null;
        writer.Line("RRULE", RecurrenceRule.Write(recurrence, until));
        foreach (var slot in appointment.DeletedOccurrences.Select(clock.Slot).Distinct().OrderBy(s => s))
        {
            WriteSlot("EXDATE", slot, clock);
        }
    }

    private void WriteOccurrence(Appointment series, ModifiedOccurrence occurrence, SeriesClock clock)
    {
        var slot = clock.Slot(occurrence.OriginalStart);
        if (occurrence.Item is null)
        {
            var date = slot.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            losses.Add($"The changed occurrence of {date} could not be read; its times are carried.");
        }

        var item = (occurrence.Item ?? series) with { Start = occurrence.Start, End = occurrence.End, Recurrence = null };
        item = item.StartZone is null ? item with { StartZone = series.StartZone, EndZone = series.EndZone } : item;
        WriteEvent(item, () => WriteSlot("RECURRENCE-ID", slot, clock), ZoneOf(item.StartZone, item) ?? clock.Zone);
    }

    // In the form and the zone of the series' DTSTART (RFC 5545 3.8.4.4, 3.8.5.1).
    private void WriteSlot(string name, DateTime slot, SeriesClock clock)
    {
        if (clock.IsAllDay)
        {
            writer.Line(name, IcalTime.Date(slot), ("VALUE", "DATE"));
        }
        else
        {
            zones.WriteLocal(writer, name, slot, clock.Zone);
        }
    }

    private void WriteEvent(Appointment item, Action writeRecurrence, CalendarZone zone)
    {
        var people = new Participants(item, attendees, zone);
        writer.Begin("VEVENT");
        writer.Text("UID", uid);
        writer.Line("DTSTAMP", IcalTime.Utc(SeriesClock.Whole(item.LastModified ?? item.Created ?? item.Start)));
        WriteTimes(item, zone);
        writeRecurrence();
        WriteStamps(item);
        WriteTexts(item, people, [.. AppointmentDetails.Of(item, zone)]);
        WriteMarks(item);
        people.Write(writer);
        item.Files.ToList().ForEach(writer.File);
        WriteReminder(item);
        writer.End("VEVENT");
        losses.AddRange(people.Losses());
        losses.AddRange(ComponentLosses.Of(item.Sensitivity, item.TextBody, item.HtmlBody));
    }

    private void WriteTimes(Appointment item, CalendarZone zone)
    {
        if (item.IsAllDay)
        {
            WriteDays(item, zone);
            return;
        }

        var (start, end) = (SeriesClock.Whole(item.Start), SeriesClock.Whole(item.End));
        if (item.Recurrence is not null)
        {
            // On the zone's clock without exception: the rule counts on it.
            zones.WriteLocal(writer, "DTSTART", zone.ToLocal(start), zone);
        }
        else
        {
            zones.WriteTime(writer, "DTSTART", start, zone);
        }

        // DTEND must be later (RFC 5545 3.8.2.2); without it the event ends as it starts.
        if (end > start)
        {
            zones.WriteTime(writer, "DTEND", end, ZoneOf(item.EndZone, item) ?? zone);
        }
    }

    private void WriteDays(Appointment item, CalendarZone zone)
    {
        var (start, end) = (zone.ToLocal(SeriesClock.Whole(item.Start)), zone.ToLocal(SeriesClock.Whole(item.End)));
        var (first, last) = (SeriesClock.NearestMidnight(start), SeriesClock.NearestMidnight(end));
        if (first != start || last != end)
        {
            losses.Add("It lasts all day, but not from midnight to midnight in its time zone; the nearest days were taken.");
        }

        writer.Line("DTSTART", IcalTime.Date(first), ("VALUE", "DATE"));
        writer.Line("DTEND", IcalTime.Date(last > first ? last : first.AddDays(1)), ("VALUE", "DATE"));
    }

    private void WriteStamps(Appointment item)
    {
        if (item.Created is { } created)
        {
            writer.Line("CREATED", IcalTime.Utc(SeriesClock.Whole(created)));
        }

        if (item.LastModified is { } modified)
        {
            writer.Line("LAST-MODIFIED", IcalTime.Utc(SeriesClock.Whole(modified)));
        }

        if (item.Sequence > 0)
        {
            writer.Line("SEQUENCE", item.Sequence.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void WriteTexts(Appointment item, Participants people, (string, string?)[] details)
    {
        writer.Text("SUMMARY", item.Subject);
        writer.Text("LOCATION", item.Location);
        writer.Text("DESCRIPTION", DetailLines.AddTo(people.AddTo(item.TextBody), details));
        writer.Text("X-ALT-DESC", DetailLines.AddToHtml(people.AddToHtml(item.HtmlBody), details), ("FMTTYPE", "text/html"));
        if (item.Categories.Count > 0)
        {
            writer.Line("CATEGORIES", string.Join(",", item.Categories.Select(ContentLineWriter.Escape)));
        }

        if (item.OnlineMeetingUrls.Count > 0)
        {
            writer.Line("URL", item.OnlineMeetingUrls[0]);
        }
    }

    private void WriteMarks(Appointment item)
    {
        writer.Line("CLASS", ComponentMarks.Class(item.Sensitivity));
        writer.Line("PRIORITY", ComponentMarks.Priority(item.Importance));
        writer.Line("STATUS", item switch
        {
            { IsCancelled: true } => "CANCELLED",
            { FreeBusy: FreeBusyStatus.Tentative } => "TENTATIVE",
            _ => "CONFIRMED",
        });
        writer.Line("TRANSP", item.FreeBusy is FreeBusyStatus.Free or FreeBusyStatus.WorkingElsewhere ? "TRANSPARENT" : "OPAQUE");
        // [MS-OXCICAL] 2.1.3.1.1.20.31: the words that TRANSP has not.
        writer.Line("X-MICROSOFT-CDO-BUSYSTATUS", item.FreeBusy switch
        {
            FreeBusyStatus.OutOfOffice => "OOF",
            FreeBusyStatus.NoData => "BUSY",
            _ => item.FreeBusy.ToString().ToUpperInvariant(),
        });
    }

    private void WriteReminder(Appointment item)
    {
        if (item.Reminder is not { } before)
        {
            return;
        }

        writer.Begin("VALARM");
        writer.Line("ACTION", "DISPLAY");
        writer.Text("DESCRIPTION", item.Subject is { Length: > 0 } subject ? subject : "Reminder");
        var minutes = (long)before.TotalMinutes;
        writer.Line("TRIGGER", (minutes > 0 ? "-PT" : "PT") + Math.Abs(minutes).ToString(CultureInfo.InvariantCulture) + "M");
        writer.End("VALARM");
    }

    private static CalendarZone? ZoneOf(ZoneDefinition? definition, Appointment item) =>
        ZoneNames.Find(definition, item.Start.UtcDateTime.Year);
}
