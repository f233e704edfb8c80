using System;
using System.Collections.Generic;
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
        var uid = GlobalObjectId.ToUid(appointment.Uid);
        var zones = new EventZones();
        var losses = new List<string>();
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
}
