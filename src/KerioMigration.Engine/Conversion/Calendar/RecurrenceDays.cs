using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>
/// The days of a recurrence by the definitions of [MS-OXOCAL] 2.2.1.44.1. A series that Exchange counts is carried with its last day: Kerio's
/// own rules know no count, and a copy that begins later than the series does would count anew.
/// </summary>
internal static class RecurrenceDays
{
    // What Exchange counts ends long before.
    private const int LastYear = 9990;

    /// <summary>The last day on which it may fall; null when it has no end, or no day that is known.</summary>
    /// <param name="first">From which it counts: it decides which weeks and months an interval skips.</param>
    public static DateTime? LastOf(Recurrence recurrence, DateTime first)
    {
        if (recurrence is not { LastDate: null, Count: { } count })
        {
            return recurrence.LastDate;
        }

        var days = Of(recurrence.Pattern, first.Date).Take(Math.Max(count, 1)).ToList();
        return days.Count == Math.Max(count, 1) ? days[days.Count - 1] : null;
    }

    private static IEnumerable<DateTime> Of(RecurrencePattern pattern, DateTime first) => pattern switch
    {
        DailyPattern daily => Steps(first, d => d.AddDays(daily.Interval)),
        WeeklyPattern weekly => Steps(StartOfWeek(first, weekly.FirstDayOfWeek), d => d.AddDays(7 * weekly.Interval))
            .SelectMany(week => Enumerable.Range(0, 7).Select(d => week.AddDays(d)).Where(d => Has(weekly.Days, d) && d >= first)),
        AbsoluteMonthlyPattern monthly => Months(first, first.Month, monthly.Interval, m => DayIn(m, monthly.DayOfMonth)),
        RelativeMonthlyPattern monthly => Months(first, first.Month, monthly.Interval, m => DayIn(m, monthly.Days, monthly.Index)),
        AbsoluteYearlyPattern yearly => Months(first, yearly.Month, 12, m => DayIn(m, yearly.DayOfMonth)),
        RelativeYearlyPattern yearly => Months(first, yearly.Month, 12, m => DayIn(m, yearly.Days, yearly.Index)),
        _ => [],
    };

    private static IEnumerable<DateTime> Months(DateTime first, int month, int interval, Func<DateTime, DateTime> dayIn) =>
        Steps(new DateTime(first.Year, month, 1), m => m.AddMonths(interval)).Select(dayIn).Where(d => d >= first);

    private static IEnumerable<DateTime> Steps(DateTime from, Func<DateTime, DateTime> next)
    {
        for (var day = from; day.Year < LastYear; day = next(day))
        {
            yield return day;
        }
    }

    private static DateTime StartOfWeek(DateTime day, DayOfWeek first) => day.AddDays(-(((int)day.DayOfWeek - (int)first + 7) % 7));

    private static DateTime DayIn(DateTime month, int day) => month.AddDays(Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)) - 1);

    private static DateTime DayIn(DateTime month, DaysOfWeek days, DayOfWeekIndex index)
    {
        var all = Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month)).Select(d => month.AddDays(d)).Where(d => Has(days, d)).ToList();
        return index == DayOfWeekIndex.Last ? all[all.Count - 1] : all[(int)index - 1];
    }

    private static bool Has(DaysOfWeek days, DateTime day) => ((int)days & (1 << (int)day.DayOfWeek)) != 0;
}
