using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>Properties that say what is so without them.</summary>
internal static class ImpliedProperties
{
    // RFC 5545 3.8.1.3, 3.8.2.7, 3.8.1.9, 3.8.1.8.
    private static readonly HashSet<(string, string)> Defaults = [("CLASS", "PUBLIC"), ("TRANSP", "OPAQUE"), ("PRIORITY", "0"), ("PERCENT-COMPLETE", "0")];

    public static IEnumerable<CanonicalProperty> Without(IEnumerable<CanonicalProperty> properties)
    {
        var all = properties.Where(p => p.Value.Length > 0 && !Defaults.Contains((p.Name, p.Value))).ToList();
        var end = all.Find(p => p.Name == "DTEND");
        if (end is not null && all.Find(p => p.Name == "DTSTART") is { } start && EndsAnyway(start.Value, end.Value))
        {
            all.Remove(end);
        }

        return all;
    }

    /// <summary>Without an end an event ends as it starts, or with the day that it starts on (RFC 5545 3.6.1).</summary>
    private static bool EndsAnyway(string start, string end) => start.Length == 8
        ? DateTime.TryParseExact(start, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateTime.MaxValue.Date
            && day.AddDays(1).ToString("yyyyMMdd", CultureInfo.InvariantCulture) == end
        : start == end;
}
