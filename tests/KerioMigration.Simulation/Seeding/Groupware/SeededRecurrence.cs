using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>How an appointment or task repeats. Without <see cref="EndDate"/> and <see cref="Count"/> it never ends.</summary>
public sealed record SeededRecurrence(RecurrencePattern Pattern)
{
    /// <summary>Yearly patterns have none on the wire.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>Names of days, or <c>Day</c>, <c>Weekday</c>, <c>WeekendDay</c>.</summary>
    public IReadOnlyList<string> Days { get; init; } = [];

    /// <summary>First, Second, Third, Fourth or Last.</summary>
    public string Index { get; init; } = "First";

    /// <summary>Where the month is shorter, its last day.</summary>
    public int DayOfMonth { get; init; } = 1;

    public int Month { get; init; } = 1;

    public DayOfWeek FirstDayOfWeek { get; init; } = DayOfWeek.Monday;

    public DateTime StartDate { get; init; }

    /// <summary>The last day on which it may fall.</summary>
    public DateTime? EndDate { get; init; }

    public int? Count { get; init; }
}
