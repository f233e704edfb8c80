using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>Writes the VEVENTs of one UID.</summary>
internal sealed class EventWriter
{
    private readonly ContentLineWriter _writer;
    private readonly EventZones _zones;
    private readonly string _uid;
    private readonly AttendeeMode _attendees;
    private readonly List<string> _losses;

    public EventWriter(ContentLineWriter writer, EventZones zones, string uid, AttendeeMode attendees, List<string> losses)
    {
        _writer = writer;
        _zones = zones;
        _uid = uid;
        _attendees = attendees;
        _losses = losses;
    }

    public void Write(Appointment appointment)
    {
        var zone = ZoneOf(appointment.StartZone, appointment);
        var clock = new SeriesClock(appointment, zone);
        if (zone is null && (appointment.IsAllDay || appointment.Recurrence is not null))
        {
            _losses.Add($"The time zone is not known ({appointment.StartZone?.Id ?? "none"}); UTC was taken.");
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

        var until = recurrence.LastDate is { } last ? clock.Until(last) : null;
        _writer.Line("RRULE", RecurrenceRule.Write(recurrence, until));
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
            _losses.Add($"The changed occurrence of {date} could not be read; its times are carried.");
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
            _writer.Line(name, IcalTime.Date(slot), ("VALUE", "DATE"));
        }
        else
        {
            _zones.WriteLocal(_writer, name, slot, clock.Zone);
        }
    }

    private void WriteEvent(Appointment item, Action writeRecurrence, CalendarZone zone)
    {
        var people = new Participants(item, _attendees);
        _writer.Begin("VEVENT");
        _writer.Text("UID", _uid);
        _writer.Line("DTSTAMP", IcalTime.Utc(SeriesClock.Whole(item.LastModified ?? item.Created ?? item.Start)));
        WriteTimes(item, zone);
        writeRecurrence();
        WriteStamps(item);
        WriteTexts(item, people);
        WriteMarks(item);
        people.Write(_writer);
        WriteReminder(item);
        _writer.End("VEVENT");
        _losses.AddRange(people.Losses());
        _losses.AddRange(EventLosses.Of(item));
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
            _zones.WriteLocal(_writer, "DTSTART", zone.ToLocal(start), zone);
        }
        else
        {
            _zones.WriteTime(_writer, "DTSTART", start, zone);
        }

        // DTEND must be later (RFC 5545 3.8.2.2); without it the event ends as it starts.
        if (end > start)
        {
            _zones.WriteTime(_writer, "DTEND", end, ZoneOf(item.EndZone, item) ?? zone);
        }
    }

    private void WriteDays(Appointment item, CalendarZone zone)
    {
        var (start, end) = (zone.ToLocal(SeriesClock.Whole(item.Start)), zone.ToLocal(SeriesClock.Whole(item.End)));
        var (first, last) = (SeriesClock.NearestMidnight(start), SeriesClock.NearestMidnight(end));
        if (first != start || last != end)
        {
            _losses.Add("It lasts all day, but not from midnight to midnight in its time zone; the nearest days were taken.");
        }

        _writer.Line("DTSTART", IcalTime.Date(first), ("VALUE", "DATE"));
        _writer.Line("DTEND", IcalTime.Date(last > first ? last : first.AddDays(1)), ("VALUE", "DATE"));
    }

    private void WriteStamps(Appointment item)
    {
        if (item.Created is { } created)
        {
            _writer.Line("CREATED", IcalTime.Utc(SeriesClock.Whole(created)));
        }

        if (item.LastModified is { } modified)
        {
            _writer.Line("LAST-MODIFIED", IcalTime.Utc(SeriesClock.Whole(modified)));
        }

        if (item.Sequence > 0)
        {
            _writer.Line("SEQUENCE", item.Sequence.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void WriteTexts(Appointment item, Participants people)
    {
        _writer.Text("SUMMARY", item.Subject);
        _writer.Text("LOCATION", item.Location);
        _writer.Text("DESCRIPTION", people.AddTo(item.TextBody));
        _writer.Text("X-ALT-DESC", people.AddToHtml(item.HtmlBody), ("FMTTYPE", "text/html"));
        if (item.Categories.Count > 0)
        {
            _writer.Line("CATEGORIES", string.Join(",", item.Categories.Select(ContentLineWriter.Escape)));
        }

        if (item.OnlineMeetingUrl is { Length: > 0 } url)
        {
            _writer.Line("URL", url);
        }
    }

    private void WriteMarks(Appointment item)
    {
        _writer.Line("CLASS", item.Sensitivity switch
        {
            Sensitivity.Normal => "PUBLIC",
            Sensitivity.Confidential => "CONFIDENTIAL",
            _ => "PRIVATE",
        });
        _writer.Line("PRIORITY", item.Importance switch { Importance.High => "1", Importance.Low => "9", _ => "5" });
        _writer.Line("STATUS", item switch
        {
            { IsCancelled: true } => "CANCELLED",
            { FreeBusy: FreeBusyStatus.Tentative } => "TENTATIVE",
            _ => "CONFIRMED",
        });
        _writer.Line("TRANSP", item.FreeBusy is FreeBusyStatus.Free or FreeBusyStatus.WorkingElsewhere ? "TRANSPARENT" : "OPAQUE");
        // [MS-OXCICAL] 2.1.3.1.1.20.31: the words that TRANSP has not.
        _writer.Line("X-MICROSOFT-CDO-BUSYSTATUS", item.FreeBusy switch
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

        _writer.Begin("VALARM");
        _writer.Line("ACTION", "DISPLAY");
        _writer.Text("DESCRIPTION", item.Subject is { Length: > 0 } subject ? subject : "Reminder");
        var minutes = (long)before.TotalMinutes;
        _writer.Line("TRIGGER", (minutes > 0 ? "-PT" : "PT") + Math.Abs(minutes).ToString(CultureInfo.InvariantCulture) + "M");
        _writer.End("VALARM");
    }

    private static CalendarZone? ZoneOf(ZoneDefinition? definition, Appointment item) =>
        ZoneNames.Find(definition, item.Start.UtcDateTime.Year);
}
