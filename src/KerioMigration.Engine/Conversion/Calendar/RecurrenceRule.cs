using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Model.Calendar;
using static System.FormattableString;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>Says a recurrence of Exchange as RRULE (RFC 5545 3.3.10).</summary>
internal static class RecurrenceRule
{
    // The longest that every year has: what lies behind it needs care.
    private const int ShortestMonth = 28;
    private const string LastDay = ";BYMONTHDAY=-1";

    /// <param name="until">The end in the form that DTSTART asks for; null when there is none.</param>
    public static string Write(Recurrence recurrence, string? until)
    {
        var rule = PatternOf(recurrence.Pattern);
        return until is not null ? $"{rule};UNTIL={until}"
            : recurrence.Count is { } count ? rule + Invariant($";COUNT={count}")
            : rule;
    }

    public static string Name(DayOfWeek day) => day.ToString().Substring(0, 2).ToUpperInvariant();

    private static string PatternOf(RecurrencePattern pattern) => pattern switch
    {
        DailyPattern daily => "FREQ=DAILY" + Every(daily.Interval),
        WeeklyPattern weekly => $"FREQ=WEEKLY{Every(weekly.Interval)};BYDAY={Names(weekly.Days)};WKST={Name(weekly.FirstDayOfWeek)}",
        AbsoluteMonthlyPattern monthly => "FREQ=MONTHLY" + Every(monthly.Interval) + DayOfMonth(monthly.DayOfMonth),
        RelativeMonthlyPattern monthly => "FREQ=MONTHLY" + Every(monthly.Interval) + DaysOf(monthly.Days, monthly.Index),
        AbsoluteYearlyPattern yearly => "FREQ=YEARLY" + DayOfYear(yearly.Month, yearly.DayOfMonth),
        RelativeYearlyPattern yearly => "FREQ=YEARLY" + Month(yearly.Month) + DaysOf(yearly.Days, yearly.Index),
        _ => throw new NotSupportedException(pattern.GetType().Name),
    };

    private static string Every(int interval) => interval > 1 ? Invariant($";INTERVAL={interval}") : "";

    private static string Month(int month) => Invariant($";BYMONTH={month}");

    // Exchange takes the last day of a shorter month where RFC 5545 leaves the month out, so the day is the last one of those up to it.
    private static string DayOfMonth(int day) => day switch
    {
        <= ShortestMonth => Invariant($";BYMONTHDAY={day}"),
        >= 31 => LastDay,
        _ => ";BYMONTHDAY=" + string.Join(",", Enumerable.Range(ShortestMonth, day - ShortestMonth + 1)) + ";BYSETPOS=-1",
    };

    private static string DayOfYear(int month, int day) => Month(month) + (month, day) switch
    {
        (2, > ShortestMonth) => LastDay,
        _ => Invariant($";BYMONTHDAY={Math.Min(day, DateTime.DaysInMonth(2000, month))}"),
    };

    private static string DaysOf(DaysOfWeek days, DayOfWeekIndex index)
    {
        var position = ((int)index).ToString(CultureInfo.InvariantCulture);
        return days == DaysOfWeek.Day ? ";BYMONTHDAY=" + position
            : Split(days).Count() == 1 ? $";BYDAY={position}{Names(days)}"
            : $";BYDAY={Names(days)};BYSETPOS={position}";
    }

    private static string Names(DaysOfWeek days) => string.Join(",", Split(days).Select(Name));

    private static IEnumerable<DayOfWeek> Split(DaysOfWeek days) =>
        Enumerable.Range(0, 7).Where(d => ((int)days & (1 << d)) != 0).Select(d => (DayOfWeek)d);
}
