using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Tests.Conversion.Calendar;

/// <summary>
/// The dates of a recurrence by the definitions of [MS-OXOCAL] 2.2.1.44.1, day by day: slow, and without a word of RFC 5545.
/// </summary>
internal static class ExchangeDates
{
    /// <param name="start">Decides which weeks and months an interval counts.</param>
    public static IEnumerable<DateTime> Of(Recurrence recurrence, DateTime start, DateTime end) => Days(start, end)
        .Where(d => recurrence.LastDate is not { } last || d <= last)
        .Where(d => IsOn(recurrence.Pattern, d, start))
        .Take(recurrence.Count ?? int.MaxValue);

    private static bool IsOn(RecurrencePattern pattern, DateTime day, DateTime start) => pattern switch
    {
        DailyPattern p => (day - start).Days % p.Interval == 0,
        WeeklyPattern p => Has(p.Days, day) && (Week(day, p.FirstDayOfWeek) - Week(start, p.FirstDayOfWeek)).Days / 7 % p.Interval == 0,
        AbsoluteMonthlyPattern p => Months(start, day) % p.Interval == 0 && day.Day == Math.Min(p.DayOfMonth, LengthOf(day)),
        RelativeMonthlyPattern p => Months(start, day) % p.Interval == 0 && day == Nth(p.Days, p.Index, day),
        AbsoluteYearlyPattern p => day.Month == p.Month && day.Day == Math.Min(p.DayOfMonth, LengthOf(day)),
        RelativeYearlyPattern p => day.Month == p.Month && day == Nth(p.Days, p.Index, day),
        _ => throw new ArgumentOutOfRangeException(nameof(pattern)),
    };

    private static DateTime Nth(DaysOfWeek days, DayOfWeekIndex index, DateTime month)
    {
        var first = new DateTime(month.Year, month.Month, 1);
        var all = Days(first, first.AddMonths(1)).Where(d => Has(days, d)).ToList();
        return index == DayOfWeekIndex.Last ? all[^1] : all[(int)index - 1];
    }

    private static bool Has(DaysOfWeek days, DateTime day) =>
        days.HasFlag(Enum.Parse<DaysOfWeek>(day.ToString("dddd", CultureInfo.InvariantCulture)));

    private static DateTime Week(DateTime day, DayOfWeek first)
    {
        while (day.DayOfWeek != first)
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    private static int Months(DateTime from, DateTime to) => (to.Year - from.Year) * 12 + to.Month - from.Month;

    private static int LengthOf(DateTime month) => DateTime.DaysInMonth(month.Year, month.Month);

    private static IEnumerable<DateTime> Days(DateTime from, DateTime to)
    {
        for (var day = from; day < to; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
