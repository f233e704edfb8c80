using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>Transitions of consecutive years that one rule gives: the same month, day of the week, time and offsets.</summary>
internal sealed class YearlyRun
{
    private readonly List<ZoneTransition> transitions = [];
    private List<int> positions;

    private YearlyRun(ZoneTransition first)
    {
        transitions.Add(first);
        positions = Positions(first.Local);
    }

    public IReadOnlyList<ZoneTransition> Transitions => transitions;

    /// <summary>Two years can agree by chance.</summary>
    public bool IsRule => transitions.Count > 2;

    /// <summary>RRULE; without an end where the last year that is known has it.</summary>
    public string Rule
    {
        get
        {
            var first = transitions[0].Local;
            var last = transitions[transitions.Count - 1];
            // A day late, a year before the next: python-dateutil takes it for local time, and east of Greenwich the last change would be missing.
            var until = last.Local.Year >= CalendarZone.LastYear ? "" : ";UNTIL=" + IcalTime.Utc(last.Utc.AddDays(1));
            // The last of a month rather than the fourth, which it can be, too.
            var position = positions.Min();
            return string.Format(CultureInfo.InvariantCulture, "FREQ=YEARLY;BYMONTH={0};BYDAY={1}{2}{3}",
                first.Month, position, RecurrenceRule.Name(first.DayOfWeek), until);
        }
    }

    public static IReadOnlyList<YearlyRun> Find(IEnumerable<ZoneTransition> transitions)
    {
        var runs = new List<YearlyRun>();
        foreach (var transition in transitions)
        {
            if (!runs.Any(r => r.TryExtend(transition)))
            {
                runs.Add(new YearlyRun(transition));
            }
        }

        return runs;
    }

    private bool TryExtend(ZoneTransition next)
    {
        var last = transitions[transitions.Count - 1];
        var local = next.Local;
        if (local.Year != last.Local.Year + 1 || Shape(next) != Shape(last))
        {
            return false;
        }

        var common = positions.Intersect(Positions(local)).ToList();
        if (common.Count == 0)
        {
            return false;
        }

        positions = common;
        transitions.Add(next);
        return true;
    }

    private static (int, DayOfWeek, TimeSpan, TimeSpan, TimeSpan) Shape(ZoneTransition transition) =>
        (transition.Local.Month, transition.Local.DayOfWeek, transition.Local.TimeOfDay, transition.Before, transition.After);

    private static List<int> Positions(DateTime local)
    {
        var position = (local.Day - 1) / 7 + 1;
        return local.Day + 7 > DateTime.DaysInMonth(local.Year, local.Month) ? [-1, position] : [position];
    }
}
