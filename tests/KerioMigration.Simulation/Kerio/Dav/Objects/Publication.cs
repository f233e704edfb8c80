using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Simulation.Kerio.Dav.Objects;

/// <summary>All objects of a calendar in one text, each time zone once.</summary>
internal static class Publication
{
    public static string Text(IEnumerable<string> objects)
    {
        var parts = objects.SelectMany(o => Component.Parse(o).Parts).ToArray();
        var zones = parts.Where(p => p.Name == "VTIMEZONE").DistinctBy(p => p.Value("TZID"), StringComparer.Ordinal);
        ContentLine[] head = [new("VERSION", [], "2.0"), new("PRODID", [], "-//kerio.com/Calendar//NONSGML v1.0//EN")];
        return new Component("VCALENDAR", head, [.. zones, .. parts.Where(p => p.Name != "VTIMEZONE")]).ToText();
    }
}
