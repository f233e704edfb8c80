namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>The patterns of EWS, each the name of an element without <c>Recurrence</c>; those that regenerate are for tasks alone.</summary>
public enum RecurrencePattern
{
    Daily,
    Weekly,
    AbsoluteMonthly,
    RelativeMonthly,
    AbsoluteYearly,
    RelativeYearly,
    DailyRegeneration,
    WeeklyRegeneration,
    MonthlyRegeneration,
    YearlyRegeneration,
}
