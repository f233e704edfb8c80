using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>Writes a zone as VTIMEZONE (RFC 5545 3.6.5): what holds from the year before the first time that needs it.</summary>
internal static class ZoneComponent
{
    public static void Write(ContentLineWriter writer, CalendarZone zone, DateTime firstUtc)
    {
        var begin = new DateTime(Math.Max(firstUtc.Year - 1, CalendarZone.FirstYear), 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var transitions = zone.Transitions.Where(t => t.Utc >= begin).ToList();
        writer.Begin("VTIMEZONE");
        writer.Text("TZID", zone.Id);
        if (transitions.Count == 0 || transitions[0].Utc > firstUtc)
        {
            var offset = zone.OffsetAt(begin);
            WriteObservance(writer, [new ZoneTransition(begin, offset, offset)], rule: null);
        }

        WriteTransitions(writer, transitions);
        writer.End("VTIMEZONE");
    }

    // Runs of years with the same rule as one observance; what is left over, as dates: in Morocco the clock follows the moon.
    private static void WriteTransitions(ContentLineWriter writer, IEnumerable<ZoneTransition> transitions)
    {
        var runs = YearlyRun.Find(transitions);
        foreach (var run in runs.Where(r => r.IsRule))
        {
            WriteObservance(writer, [run.Transitions[0]], run.Rule);
        }

        var others = runs.Where(r => !r.IsRule).SelectMany(r => r.Transitions).OrderBy(t => t.Utc);
        foreach (var same in others.GroupBy(t => (t.Before, t.After)))
        {
            WriteObservance(writer, [.. same], rule: null);
        }
    }

    private static void WriteObservance(ContentLineWriter writer, IReadOnlyList<ZoneTransition> transitions, string? rule)
    {
        var first = transitions[0];
        var component = first.After > first.Before ? "DAYLIGHT" : "STANDARD";
        writer.Begin(component);
        writer.Line("DTSTART", IcalTime.Local(first.Local));
        writer.Line("TZOFFSETFROM", Offset(first.Before));
        writer.Line("TZOFFSETTO", Offset(first.After));
        foreach (var further in transitions.Skip(1))
        {
            writer.Line("RDATE", IcalTime.Local(further.Local));
        }

        if (rule is not null)
        {
            writer.Line("RRULE", rule);
        }

        writer.End(component);
    }

    private static string Offset(TimeSpan offset)
    {
        var sign = offset < TimeSpan.Zero ? "-" : "+";
        return sign + offset.ToString(offset.Seconds == 0 ? "hhmm" : "hhmmss", CultureInfo.InvariantCulture);
    }
}
