using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>
/// The hour that comes twice when a clock is put back: a rule tells its occurrences' times on the clock, which iCalendar reads as the first
/// of the two (RFC 5545 3.3.5) and Exchange as either.
/// </summary>
internal static class DoubledHour
{
    /// <summary>Whether the rule can name a day on which its time comes twice. Of intervals only days are counted.</summary>
    public static bool Meets(Appointment series, Recurrence recurrence, SeriesClock clock)
    {
        if (clock.IsAllDay)
        {
            return false;
        }

        var last = recurrence.LastDate ?? DateTime.MaxValue.Date;
        HashSet<DateTime> told = [.. series.DeletedOccurrences.Concat(series.ModifiedOccurrences.Select(o => o.OriginalStart)).Select(o => clock.Slot(o).Date)];
        return clock.Zone.ToUtc(clock.Start) != SeriesClock.Whole(series.Start) || clock.Zone.Transitions
            .Where(t => t.After < t.Before)
            .Select(t => (From: t.Utc + t.After, To: t.Local))
            .Any(d =>
                d.To > clock.Start && d.From.Date <= last && !told.Contains(d.From.Date)
                && Holds(d, clock.Start.TimeOfDay) && Names(recurrence.Pattern, d.From.Date, clock.Start.Date));
    }

    private static bool Holds((DateTime From, DateTime To) doubled, TimeSpan time)
    {
        var at = doubled.From.Date + time;
        return at >= doubled.From && at < doubled.To;
    }

    private static bool Names(RecurrencePattern pattern, DateTime day, DateTime first) => pattern switch
    {
        DailyPattern daily => (day - first).Days % daily.Interval == 0,
        WeeklyPattern weekly => Has(weekly.Days, day),
        AbsoluteMonthlyPattern monthly => IsDay(monthly.DayOfMonth, day),
        RelativeMonthlyPattern monthly => Has(monthly.Days, day),
        AbsoluteYearlyPattern yearly => yearly.Month == day.Month && IsDay(yearly.DayOfMonth, day),
        RelativeYearlyPattern yearly => yearly.Month == day.Month && Has(yearly.Days, day),
        _ => false,
    };

    private static bool IsDay(int dayOfMonth, DateTime day) => Math.Min(dayOfMonth, DateTime.DaysInMonth(day.Year, day.Month)) == day.Day;

    private static bool Has(DaysOfWeek days, DateTime day) => ((int)days & (1 << (int)day.DayOfWeek)) != 0;
}
