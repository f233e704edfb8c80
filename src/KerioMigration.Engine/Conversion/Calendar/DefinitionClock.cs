using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>Offsets by the rules of a definition.</summary>
/// <param name="eras">At least one.</param>
internal sealed class DefinitionClock(IReadOnlyList<ZoneEra> eras)
{
    public TimeSpan OffsetAt(DateTime utc)
    {
        // An era begins with a year, on the clock that it brings; no zone changes its clock within a day of that.
        var era = eras.LastOrDefault(e => e.From is not { } from || from - e.Offset <= utc) ?? eras[0];
        if (era.Changes.Count == 0)
        {
            return era.Offset;
        }

        var last = era.Offset;
        foreach (var (at, offset) in Changes(era, utc.Year))
        {
            if (at > utc)
            {
                break;
            }

            last = offset;
        }

        return last;
    }

    // A change early or late in a year can fall into the neighbouring year of UTC.
    private static IEnumerable<(DateTime Utc, TimeSpan Offset)> Changes(ZoneEra era, int year)
    {
        var before = era.Changes.OrderBy(c => DateOf(c, year)).Last().Offset;
        for (var y = Math.Max(year - 1, 1); y <= Math.Min(year + 1, 9999); y++)
        {
            foreach (var change in era.Changes.OrderBy(c => DateOf(c, y)))
            {
                yield return (DateOf(change, y) + change.TimeOfDay - before, change.Offset);
                before = change.Offset;
            }
        }
    }

    private static DateTime DateOf(ZoneChange change, int year)
    {
        var length = DateTime.DaysInMonth(year, change.Month);
        if (change.DayOfWeek is not { } day)
        {
            return new DateTime(year, change.Month, Math.Min(change.Occurrence, length));
        }

        var month = new DateTime(year, change.Month, 1);
        var first = 1 + ((int)day - (int)month.DayOfWeek + 7) % 7;
        var weeks = (length - first) / 7;
        return month.AddDays(first - 1 + 7 * (change.Occurrence < 0 ? weeks : Math.Min(change.Occurrence - 1, weeks)));
    }
}
