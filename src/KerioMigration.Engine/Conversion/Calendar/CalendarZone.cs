using System;
using System.Collections.Generic;
using static System.FormattableString;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>A zone under the name that the destination shall know it by. Immutable.</summary>
internal sealed class CalendarZone
{
    /// <summary>Years of which the transitions are known; the last year's rules go on.</summary>
    public const int FirstYear = 1950;
    public const int LastYear = 2045;

    // No zone is known to have changed its clock twice within a week.
    private const int StepDays = 7;

    private readonly Func<DateTime, TimeSpan> offsetAt;
    private readonly Lazy<IReadOnlyList<ZoneTransition>> transitions;

    public CalendarZone(string id, Func<DateTime, TimeSpan> offsetAt)
    {
        Id = id;
        this.offsetAt = offsetAt;
        transitions = new Lazy<IReadOnlyList<ZoneTransition>>(() => [.. Probe(FirstYear, LastYear)]);
    }

    public static CalendarZone Utc { get; } = new("Etc/UTC", _ => TimeSpan.Zero);

    public string Id { get; }

    public IReadOnlyList<ZoneTransition> Transitions => transitions.Value;

    public TimeSpan OffsetAt(DateTime utc) => offsetAt(utc);

    public DateTime ToLocal(DateTime utc) => DateTime.SpecifyKind(utc + offsetAt(utc), DateTimeKind.Unspecified);

    /// <summary>The time on this clock, for people.</summary>
    public string Say(DateTimeOffset time)
    {
        var utc = SeriesClock.Whole(time);
        var offset = offsetAt(utc);
        return Invariant($"{ToLocal(utc):yyyy-MM-dd HH:mm} {(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
    }

    /// <summary>
    /// The instant by the reading of RFC 5545 3.3.5: the first of two equal times when the clock goes back, and the offset before the gap
    /// for a time that it leaves out.
    /// </summary>
    public DateTime ToUtc(DateTime local)
    {
        var unzoned = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        var early = offsetAt(unzoned.AddDays(-1));
        var first = unzoned - early;
        return offsetAt(first) == early ? first : AfterChange(unzoned, early);
    }

    /// <summary>The rules of the zone themselves, not an adjustment table: those differ from one platform to the next.</summary>
    public IEnumerable<ZoneTransition> Probe(int firstYear, int lastYear)
    {
        var start = new DateTime(firstYear, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var end = new DateTime(lastYear + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var before = offsetAt(start);
        for (var week = start; week < end; week = week.AddDays(StepDays))
        {
            var after = offsetAt(week.AddDays(StepDays));
            if (after != before)
            {
                yield return new ZoneTransition(Instant(week, before), before, after);
                before = after;
            }
        }
    }

    private DateTime AfterChange(DateTime unzoned, TimeSpan early)
    {
        var late = offsetAt(unzoned.AddDays(1));
        var second = unzoned - late;
        return offsetAt(second) == late ? second : unzoned - early;
    }

    // To the second, which is as fine as iCalendar tells it.
    private DateTime Instant(DateTime start, TimeSpan before)
    {
        var (low, high) = (0, StepDays * 24 * 60 * 60);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = offsetAt(start.AddSeconds(middle)) == before ? (middle, high) : (low, middle);
        }

        return start.AddSeconds(high);
    }
}
