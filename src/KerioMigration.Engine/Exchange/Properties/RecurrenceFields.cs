using System;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Model.Tasks;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>t:RecurrenceType and t:TaskRecurrenceType.</summary>
internal static class RecurrenceFields
{
    private const string Suffix = "Recurrence";

    /// <summary>Null for none, and for a pattern that is not among those of the schema.</summary>
    public static Recurrence? Read(Element? recurrence)
    {
        if (recurrence?.Children.Select(PatternOf).FirstOrDefault(p => p is not null) is not { } pattern)
        {
            return null;
        }

        return new Recurrence(pattern, recurrence.Child("EndDateRecurrence")?.Day("EndDate"), recurrence.Child("NumberedRecurrence")?.Number("NumberOfOccurrences"));
    }

    /// <summary>The day from which it counts.</summary>
    public static DateTime? StartOf(Element? recurrence) => recurrence?.Children.Select(c => c.Day("StartDate")).FirstOrDefault(d => d is not null);

    public static DaysOfWeek Days(string? names) => (names ?? "").Split([' '], StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(DaysOfWeek.None, (days, name) => Enum.TryParse<DaysOfWeek>(name, ignoreCase: true, out var day) ? days | day : days);

    /// <summary>1 to 12; 0 when it is none.</summary>
    public static int Month(string? name) => Array.IndexOf(DateTimeFormatInfo.InvariantInfo.MonthNames, name?.Trim()) + 1;

    public static DayOfWeekIndex Index(Element pattern) => pattern.Choice("DayOfWeekIndex", DayOfWeekIndex.First);

    private static RecurrencePattern? PatternOf(Element element)
    {
        var interval = Math.Max(element.Number("Interval") ?? 1, 1);
        var days = Days(element.Value("DaysOfWeek"));
        var month = Month(element.Value("Month"));
        var day = element.Number("DayOfMonth") ?? 0;
        return element.Name switch
        {
            "Daily" + Suffix => new DailyPattern(interval),
            "Weekly" + Suffix when days != DaysOfWeek.None => new WeeklyPattern(interval, days, element.Choice("FirstDayOfWeek", DayOfWeek.Sunday)),
            "AbsoluteMonthly" + Suffix when day is >= 1 and <= 31 => new AbsoluteMonthlyPattern(interval, day),
            "RelativeMonthly" + Suffix when days != DaysOfWeek.None => new RelativeMonthlyPattern(interval, days, Index(element)),
            "AbsoluteYearly" + Suffix when day is >= 1 and <= 31 && month > 0 => new AbsoluteYearlyPattern(month, day),
            "RelativeYearly" + Suffix when days != DaysOfWeek.None && month > 0 => new RelativeYearlyPattern(month, days, Index(element)),
            "DailyRegeneration" => new RegeneratingPattern(RegenerationUnit.Day, interval),
            "WeeklyRegeneration" => new RegeneratingPattern(RegenerationUnit.Week, interval),
            "MonthlyRegeneration" => new RegeneratingPattern(RegenerationUnit.Month, interval),
            "YearlyRegeneration" => new RegeneratingPattern(RegenerationUnit.Year, interval),
            _ => null,
        };
    }
}
