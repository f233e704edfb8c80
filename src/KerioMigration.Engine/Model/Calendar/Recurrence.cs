using System;

namespace KerioMigration.Engine.Model.Calendar;

/// <summary>t:Recurrence: a pattern and a range. Dates count in the zone of the series.</summary>
/// <param name="LastDate">t:EndDateRecurrence: the last day on which an occurrence may start. A date without time.</param>
/// <param name="Count">t:NumberedRecurrence: occurrences in all, the deleted ones among them. Neither of both: no end.</param>
public sealed record Recurrence(RecurrencePattern Pattern, DateTime? LastDate = null, int? Count = null);

/// <summary>One of the patterns below: EWS has no others for appointments.</summary>
public abstract record RecurrencePattern;

/// <summary>t:DailyRecurrence.</summary>
public sealed record DailyPattern(int Interval) : RecurrencePattern;

/// <summary>t:WeeklyRecurrence.</summary>
/// <param name="FirstDayOfWeek">Decides which weeks an interval skips. Exchange 2007 does not tell it and means Sunday.</param>
public sealed record WeeklyPattern(int Interval, DaysOfWeek Days, DayOfWeek FirstDayOfWeek = DayOfWeek.Sunday) : RecurrencePattern;

/// <summary>t:AbsoluteMonthlyRecurrence. In months that have no such day it is their last ([MS-OXOCAL] 2.2.1.44.1.1).</summary>
public sealed record AbsoluteMonthlyPattern(int Interval, int DayOfMonth) : RecurrencePattern;

/// <summary>t:RelativeMonthlyRecurrence: the first … fourth or last of the days that are among <paramref name="Days"/>.</summary>
public sealed record RelativeMonthlyPattern(int Interval, DaysOfWeek Days, DayOfWeekIndex Index) : RecurrencePattern;

/// <summary>t:AbsoluteYearlyRecurrence. In years whose month has no such day it is the month's last.</summary>
/// <param name="Month">1 to 12.</param>
public sealed record AbsoluteYearlyPattern(int Month, int DayOfMonth) : RecurrencePattern;

/// <summary>t:RelativeYearlyRecurrence.</summary>
/// <param name="Month">1 to 12.</param>
public sealed record RelativeYearlyPattern(int Month, DaysOfWeek Days, DayOfWeekIndex Index) : RecurrencePattern;

/// <summary>t:DayOfWeekIndexType.</summary>
public enum DayOfWeekIndex
{
    First = 1,
    Second = 2,
    Third = 3,
    Fourth = 4,
    Last = -1,
}

/// <summary>t:DaysOfWeekType, a list of names; Day, Weekday and WeekendDay stand for several.</summary>
[Flags]
public enum DaysOfWeek
{
    None = 0,
    Sunday = 1 << DayOfWeek.Sunday,
    Monday = 1 << DayOfWeek.Monday,
    Tuesday = 1 << DayOfWeek.Tuesday,
    Wednesday = 1 << DayOfWeek.Wednesday,
    Thursday = 1 << DayOfWeek.Thursday,
    Friday = 1 << DayOfWeek.Friday,
    Saturday = 1 << DayOfWeek.Saturday,
    Weekday = Monday | Tuesday | Wednesday | Thursday | Friday,
    WeekendDay = Saturday | Sunday,
    Day = Weekday | WeekendDay,
}
