using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>The days of a series, the deleted ones included, in order; without end where the series has none.</summary>
public static class OccurrenceDates
{
    /// <summary>Outlook ends its endless series in the year 4500.</summary>
    private const int LastYear = 4500;

    public static IEnumerable<DateTime> Of(SeededRecurrence recurrence)
    {
        var days = Candidates(recurrence).SkipWhile(d => d < recurrence.StartDate.Date).TakeWhile(d => d.Year <= LastYear);
        days = recurrence.EndDate is { } end ? days.TakeWhile(d => d <= end.Date) : days;
        return recurrence.Count is { } count ? days.Take(count) : days;
    }

    private static IEnumerable<DateTime> Candidates(SeededRecurrence recurrence)
    {
        var start = recurrence.StartDate.Date;
        var month = new DateTime(start.Year, start.Month, 1);
        return recurrence.Pattern switch
        {
            RecurrencePattern.Daily => Count().Select(i => start.AddDays(i * recurrence.Interval)),
            RecurrencePattern.Weekly => Weeks(recurrence, start),
            RecurrencePattern.AbsoluteMonthly => Count().Select(i => Clamp(month.AddMonths(i * recurrence.Interval), recurrence.DayOfMonth)),
            RecurrencePattern.RelativeMonthly => Count().Select(i => Relative(month.AddMonths(i * recurrence.Interval), recurrence)),
            RecurrencePattern.AbsoluteYearly => Count().Select(i => Clamp(new DateTime(start.Year + i, recurrence.Month, 1), recurrence.DayOfMonth)),
            RecurrencePattern.RelativeYearly => Count().Select(i => Relative(new DateTime(start.Year + i, recurrence.Month, 1), recurrence)),

            // The next one is made when this one is done: nothing to know in advance.
            _ => [start],
        };
    }

    private static IEnumerable<int> Count() => Enumerable.Range(0, int.MaxValue / 1000);

    private static IEnumerable<DateTime> Weeks(SeededRecurrence recurrence, DateTime start)
    {
        var week = start.AddDays(-(((int)start.DayOfWeek - (int)recurrence.FirstDayOfWeek + 7) % 7));
        return from i in Count()
               from day in Enumerable.Range(0, 7).Select(d => week.AddDays((i * 7 * recurrence.Interval) + d))
               where IsNamed(day, recurrence.Days)
               select day;
    }

    private static DateTime Clamp(DateTime month, int day) => month.AddDays(Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)) - 1);

    private static DateTime Relative(DateTime month, SeededRecurrence recurrence)
    {
        var days = Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month)).Select(d => month.AddDays(d)).Where(d => IsNamed(d, recurrence.Days)).ToList();
        return recurrence.Index == "Last" ? days[^1] : days[Array.IndexOf(["First", "Second", "Third", "Fourth"], recurrence.Index)];
    }

    private static bool IsNamed(DateTime day, IReadOnlyList<string> names) => names.Any(n => n switch
    {
        "Day" => true,
        "Weekday" => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
        "WeekendDay" => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday,
        _ => n == day.DayOfWeek.ToString(),
    });
}
