using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>Writes times and remembers the zones that they name: each needs a VTIMEZONE in the same object.</summary>
internal sealed class EventZones
{
    private readonly Dictionary<string, (CalendarZone Zone, DateTime First)> used = new(StringComparer.Ordinal);

    /// <param name="zone">Null: in UTC.</param>
    public void WriteTime(ContentLineWriter writer, string name, DateTime utc, CalendarZone? zone)
    {
        // Two zones of the same name, which custom ones can be, are one: the object can explain only one of them.
        zone = zone is not null && used.TryGetValue(zone.Id, out var same) ? same.Zone : zone;
        // The second of two equal hours in autumn has no name on the zone's clock.
        if (zone is not null && zone.ToUtc(zone.ToLocal(utc)) == utc)
        {
            WriteLocal(writer, name, zone.ToLocal(utc), zone);
        }
        else
        {
            writer.Line(name, IcalTime.Utc(utc));
        }
    }

    public void WriteLocal(ContentLineWriter writer, string name, DateTime local, CalendarZone? zone)
    {
        if (zone is null || zone == CalendarZone.Utc)
        {
            writer.Line(name, IcalTime.Utc(local));
            return;
        }

        var utc = zone.ToUtc(local);
        used[zone.Id] = used.TryGetValue(zone.Id, out var known) ? (known.Zone, known.First < utc ? known.First : utc) : (zone, utc);
        writer.Line(name, IcalTime.Local(local), ("TZID", zone.Id));
    }

    public void WriteComponents(ContentLineWriter writer)
    {
        foreach (var (zone, first) in used.Values.OrderBy(u => u.Zone.Id, StringComparer.Ordinal))
        {
            ZoneComponent.Write(writer, zone, first);
        }
    }
}
