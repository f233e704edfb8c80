using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>
/// Appointments of Exchange as iCalendar 2.0 (RFC 5545): one VCALENDAR for a UID, its changed occurrences within. Pure: no I/O, no clock,
/// any thread. What is written never holds METHOD, and people only as <see cref="AttendeeMode"/> says.
/// </summary>
public sealed class AppointmentConverter(AttendeeMode attendees = AttendeeMode.Listed)
{
    /// <param name="appointment">A single appointment or a whole series; never a changed occurrence alone.</param>
    public ConvertedAppointment Convert(Appointment appointment)
    {
        var uid = UidOf(appointment);
        var zones = new EventZones();
        var losses = new List<string>();
        if (appointment.OccurrenceDate is not null)
        {
            losses.Add("It is one of a series and was invited alone: what its organizer changes later comes as another appointment.");
        }

        var events = new ContentLineWriter();
        var writer = new EventWriter(events, zones, uid, attendees, losses);
        writer.Write(appointment);

        var head = new ContentLineWriter();
        head.Begin("VCALENDAR");
        head.Line("VERSION", "2.0");
        head.Line("PRODID", ProductIdentifier.Value);
        head.Line("CALSCALE", "GREGORIAN");
        zones.WriteComponents(head);
        var tail = new ContentLineWriter();
        tail.End("VCALENDAR");
        var before = head.ToString();
        return new ConvertedAppointment(uid, $"{before}{events}{tail}", [.. losses.Distinct(StringComparer.Ordinal)])
        {
            Files = [.. events.Files.Select(f => f with { Start = before.Length + f.Start, End = before.Length + f.End })],
        };
    }

    /// <summary>Several of one series can be in one calendar, and each is an item of its own; a server takes a UID once, and shows no RECURRENCE-ID without its series.</summary>
    private static string UidOf(Appointment appointment) => GlobalObjectId.ToUid(appointment.Uid)
        + appointment.OccurrenceDate?.ToString("'-'yyyyMMdd", CultureInfo.InvariantCulture);
}
