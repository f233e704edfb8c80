using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>Time zones with Windows' names and rules, the same on every machine; and some that no Windows knows.</summary>
public static class Zones
{
    /// <summary>The id of a zone that travels with its rules alone.</summary>
    public const string CustomId = "tzone://Microsoft/Custom";

    public static TimeZoneInfo Utc { get; } = Fixed("UTC", "(UTC) Coordinated Universal Time", 0);

    /// <summary>The other name of universal time that Exchange writes.</summary>
    public static TimeZoneInfo MicrosoftUtc { get; } = Fixed("tzone://Microsoft/Utc", "(UTC) Coordinated Universal Time", 0);

    public static TimeZoneInfo WestEurope { get; } =
        European("W. Europe Standard Time", "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", 1, 2);

    public static TimeZoneInfo CentralEurope { get; } =
        European("Central Europe Standard Time", "(UTC+01:00) Belgrade, Bratislava, Budapest, Ljubljana, Prague", 1, 2);

    public static TimeZoneInfo Romance { get; } = European("Romance Standard Time", "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", 1, 2);

    public static TimeZoneInfo Gmt { get; } = European("GMT Standard Time", "(UTC+00:00) Dublin, Edinburgh, Lisbon, London", 0, 1);

    /// <summary>Its rules changed in 2007.</summary>
    public static TimeZoneInfo Eastern { get; } = Make(
        "Eastern Standard Time",
        "(UTC-05:00) Eastern Time (US & Canada)",
        -5,
        Rule(1, 2006, (4, 1, DayOfWeek.Sunday, 2), (10, 5, DayOfWeek.Sunday, 2)),
        Rule(2007, 9999, (3, 2, DayOfWeek.Sunday, 2), (11, 1, DayOfWeek.Sunday, 2)));

    public static TimeZoneInfo Sydney { get; } = Make(
        "AUS Eastern Standard Time",
        "(UTC+10:00) Canberra, Melbourne, Sydney",
        10,
        Rule(1, 9999, (10, 1, DayOfWeek.Sunday, 2), (4, 1, DayOfWeek.Sunday, 3)));

    public static TimeZoneInfo Tokyo { get; } = Fixed("Tokyo Standard Time", "(UTC+09:00) Osaka, Sapporo, Tokyo", 9);

    public static TimeZoneInfo India { get; } = Fixed("India Standard Time", "(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", 5.5);

    /// <summary>A zone that somebody's calendar program made up: no id to look up, half an hour of summer time, odd days.</summary>
    public static TimeZoneInfo Custom { get; } = TimeZoneInfo.CreateCustomTimeZone(
        CustomId,
        TimeSpan.FromHours(10.5),
        "Customized Time Zone",
        "Standard",
        "Daylight",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromMinutes(30), On(10, 1, DayOfWeek.Sunday, 2), On(4, 1, DayOfWeek.Sunday, 2)),
        ]);

    /// <summary>Those that a server knows.</summary>
    public static IReadOnlyList<TimeZoneInfo> All { get; } = [Utc, WestEurope, CentralEurope, Romance, Gmt, Eastern, Sydney, Tokyo, India];

    /// <summary>Universal time of a wall clock; a time that daylight saving skips is read on the clock of before.</summary>
    public static DateTimeOffset ToUtc(DateTime wallClock, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(wallClock, DateTimeKind.Unspecified);
        var offset = zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddDays(-1)) : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static TimeZoneInfo Fixed(string id, string name, double hours) =>
        TimeZoneInfo.CreateCustomTimeZone(id, TimeSpan.FromHours(hours), name, "Standard");

    private static TimeZoneInfo European(string id, string name, double hours, int springHour) =>
        Make(id, name, hours, Rule(1, 9999, (3, 5, DayOfWeek.Sunday, springHour), (10, 5, DayOfWeek.Sunday, springHour + 1)));

    private static TimeZoneInfo Make(string id, string name, double hours, params TimeZoneInfo.AdjustmentRule[] rules) =>
        TimeZoneInfo.CreateCustomTimeZone(id, TimeSpan.FromHours(hours), name, "Standard", "Daylight", rules);

    private static TimeZoneInfo.AdjustmentRule Rule(
        int from, int to, (int Month, int Week, DayOfWeek Day, int Hour) start, (int Month, int Week, DayOfWeek Day, int Hour) end) =>
        TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            new DateTime(from, 1, 1), new DateTime(to, 12, 31), TimeSpan.FromHours(1), On(start.Month, start.Week, start.Day, start.Hour), On(end.Month, end.Week, end.Day, end.Hour));

    private static TimeZoneInfo.TransitionTime On(int month, int week, DayOfWeek day, int hour) =>
        TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, hour, 0, 0), month, week, day);
}
