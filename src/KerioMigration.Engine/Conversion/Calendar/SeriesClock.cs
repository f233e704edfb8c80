using System;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>
/// The times of a series as its rule sees them: every occurrence starts at the same time of day on the zone's clock ([MS-OXOCAL]
/// 2.2.1.44.1). An occurrence is named by that time, also on a day whose clock leaves it out.
/// </summary>
internal sealed class SeriesClock
{
    /// <param name="zone">Null: UTC.</param>
    public SeriesClock(Appointment series, CalendarZone? zone)
    {
        Zone = zone ?? CalendarZone.Utc;
        IsAllDay = series.IsAllDay;
        var start = Zone.ToLocal(Whole(series.Start));
        Start = IsAllDay ? NearestMidnight(start) : start;
    }

    public CalendarZone Zone { get; }

    public bool IsAllDay { get; }

    /// <summary>On the zone's clock.</summary>
    public DateTime Start { get; }

    /// <summary>What the rule gives for an occurrence of which Exchange tells the instant.</summary>
    public DateTime Slot(DateTimeOffset start)
    {
        var local = Zone.ToLocal(Whole(start));
        return new[] { -1, 0, 1 }.Select(d => local.Date.AddDays(d) + Start.TimeOfDay).OrderBy(t => (t - local).Duration()).First();
    }

    /// <summary>The last start in the form that UNTIL has beside this DTSTART (RFC 5545 3.3.10).</summary>
    public string Until(DateTime lastDate) =>
        IsAllDay ? IcalTime.Date(lastDate) : IcalTime.Utc(Zone.ToUtc(lastDate.Date + Start.TimeOfDay));

    public static DateTime Whole(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }

    public static DateTime NearestMidnight(DateTime local) => local.AddHours(12).Date;
}
