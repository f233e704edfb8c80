using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Model.Tasks;

/// <summary>
/// t:DailyRegeneration and its kin, which only tasks have: a new one comes so long after the last one was completed.
/// </summary>
public sealed record RegeneratingPattern(RegenerationUnit Unit, int Interval) : RecurrencePattern;

public enum RegenerationUnit
{
    Day,
    Week,
    Month,
    Year,
}
