using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsCheck;
using Ical.Net.CalendarComponents;
using KerioMigration.Engine.Conversion.Calendar;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Conversion.Calendar;

/// <summary>What Ical.Net, which we did not write, expands from our RRULE is what Exchange's own definitions give, over ten years.</summary>
public sealed class RecurrenceTests
{
    private const int Years = 10;

    private static readonly string[] Zones =
    [
        "UTC", "W. Europe Standard Time", "GMT Standard Time", "Eastern Standard Time", "Pacific Standard Time", "Israel Standard Time",
        "New Zealand Standard Time", "Lord Howe Standard Time", "Nepal Standard Time", "Tokyo Standard Time", "Arabian Standard Time",
    ];

    /// <summary>A zone that nobody knows by a name: the rules that came with the appointment are all there is. Ical.Net does not read them.</summary>
    private const string Custom = "tzone://Microsoft/Custom";

    private static readonly TimeZoneInfo CustomZone = TimeZoneInfo.CreateCustomTimeZone(Custom, new TimeSpan(3, 20, 0), Custom, Custom, Custom,
    [
        TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromMinutes(40),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 1, 0, 0), 5, 2, DayOfWeek.Tuesday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 11, 5, DayOfWeek.Thursday)),
    ]);

    private static readonly ZoneDefinition CustomDefinition = new(Custom,
    [
        new ZoneEra(null, new TimeSpan(3, 20, 0),
        [
            new ZoneChange(TimeSpan.FromHours(4), 5, DayOfWeek.Tuesday, 2, TimeSpan.FromHours(1)),
            new ZoneChange(new TimeSpan(3, 20, 0), 11, DayOfWeek.Thursday, -1, TimeSpan.FromHours(3)),
        ]),
    ]);

    private static readonly Gen<DaysOfWeek> AnyDays = Gen.OneOf(
        Gen.Int[1, 127].Select(d => (DaysOfWeek)d),
        Gen.OneOf(DaysOfWeek.Day, DaysOfWeek.Weekday, DaysOfWeek.WeekendDay, DaysOfWeek.Monday, DaysOfWeek.Sunday));

    private static readonly Gen<DayOfWeekIndex> Index = Gen.OneOf(Enum.GetValues<DayOfWeekIndex>());

    private static readonly Gen<RecurrencePattern> Patterns = Gen.OneOf<RecurrencePattern>(
        Gen.Int[1, 40].Select(i => (RecurrencePattern)new DailyPattern(i)),
        Gen.Select(Gen.Int[1, 6], AnyDays, Gen.Int[0, 6]).Select((i, d, f) => (RecurrencePattern)new WeeklyPattern(i, d, (DayOfWeek)f)),
        Gen.Select(Gen.Int[1, 14], Gen.Int[1, 31]).Select((i, d) => (RecurrencePattern)new AbsoluteMonthlyPattern(i, d)),
        Gen.Select(Gen.Int[1, 14], AnyDays, Index).Select((i, d, n) => (RecurrencePattern)new RelativeMonthlyPattern(i, d, n)),
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 31]).Select((m, d) => (RecurrencePattern)new AbsoluteYearlyPattern(m, Math.Min(d, DateTime.DaysInMonth(2000, m)))),
        Gen.Select(Gen.Int[1, 12], AnyDays, Index).Select((m, d, n) => (RecurrencePattern)new RelativeYearlyPattern(m, d, n)));

    private static readonly Gen<Case> Cases = CasesIn(Zones);

    private static Gen<Case> CasesIn(string[] zones) => Gen.Select(
        Patterns, Gen.Int[0, 9000], Gen.OneOf(0, 60, 90, 150, 180, 540, 1410), Gen.OneOf(zones), Gen.Int[0, 2], Gen.Int[1, 60], Gen.Bool)
        .Select((pattern, day, minutes, zone, range, length, isAllDay) =>
        {
            var from = new DateTime(2000, 1, 1).AddDays(day);
            var first = ExchangeDates.Of(new Recurrence(pattern), from, from.AddYears(5)).First();
            var recurrence = new Recurrence(pattern, range == 1 ? first.AddDays(length * 13) : null, range == 2 ? length : null);
            return new Case(recurrence, first, isAllDay ? 0 : minutes, zone, isAllDay);
        })
        // Of a start that the clock leaves out, nobody could tell the time of day that the others have.
        .Where(c => !c.IsLeftOut(c.First));

    [Fact]
    public void Every_recurrence_gives_the_occurrences_that_Exchange_gives() => Cases.Sample(
        c => Assert.Equal(Expected(c, []), Actual(c, Convert(c, []))), iter: 400, threads: 1);

    [Fact]
    public void Deleted_occurrences_are_left_out_in_any_zone() => Cases.Sample(
        c =>
        {
            var deleted = Dates(c).Where((_, n) => n % 3 == 1).Take(5).ToList();
            Assert.Equal(Expected(c, deleted), Actual(c, Convert(c, deleted)));
        },
        iter: 150, threads: 1);

    /// <summary>
    /// Each moved by five minutes, so that one that was found twice or not at all shows. Not those at a time that the clock leaves out in
    /// spring: Ical.Net moves the rule's occurrence but not the RECURRENCE-ID, which is the same instant (RFC 5545 3.3.5).
    /// </summary>
    [Fact]
    public void Changed_occurrences_stand_for_those_of_the_rule() => Cases.Where(c => !c.IsAllDay && c.Recurrence.LastDate is null).Sample(
        c =>
        {
            var changed = Dates(c).Where((d, n) => n % 3 == 1 && !c.IsLeftOut(d)).Take(5).ToList();
            var series = Series(c, []) with
            {
                ModifiedOccurrences = [.. changed.Select(d => c.At(d).ToUniversalTime())
                    .Select(s => new ModifiedOccurrence(s, s.AddMinutes(5), s.AddMinutes(10), null))],
            };
            var expected = Dates(c).Select(d => c.At(d).UtcDateTime.AddMinutes(changed.Contains(d) ? 5 : 0));
            Assert.Equal(expected, Actual(c, new AppointmentConverter().Convert(series).Content));
        },
        iter: 150, threads: 1);

    /// <summary>What Ical.Net does not do rightly, see <see cref="IcalOccurrences"/>. dateutil and we differ about a time that the clock leaves out.</summary>
    [DebianFact(PythonModule = "dateutil")]
    public void Another_reader_ends_a_series_where_Exchange_ends_it()
    {
        using var dateutil = new PythonReader(Path.Combine("Conversion", "Calendar", "read_occurrences.py"));
        CasesIn([.. Zones, Custom, Custom, Custom]).Where(c => c.Recurrence is not { LastDate: null, Count: null } && !Dates(c).Any(c.IsLeftOut)).Sample(
            c =>
            {
                var deleted = Dates(c).Where((_, n) => n % 3 == 1).Take(5).ToList();
                var written = Convert(c, deleted);
                Assert.Matches("BEGIN:VEVENT(?s:.*);UNTIL=", written.Replace("\r\n ", "", StringComparison.Ordinal));
                var end = c.IsAllDay ? c.First.AddYears(Years) : c.At(c.First.AddYears(Years)).UtcDateTime;
                Assert.Equal(Expected(c, deleted), dateutil.Read<DateTime[]>(written).TakeWhile(t => t < end));
            },
            iter: 300, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Edges_give_the_occurrences_that_Exchange_gives(string name, RecurrencePattern pattern, string start)
    {
        Assert.NotEmpty(name);
        var from = DateTime.Parse(start, CultureInfo.InvariantCulture);
        var edge = new Case(new Recurrence(pattern), from, 150, "W. Europe Standard Time", IsAllDay: false);
        Assert.Equal(Expected(edge, []), Actual(edge, Convert(edge, [])));
    }

    public static TheoryData<string, RecurrencePattern, string> Edges => new()
    {
        { "the 29th", new AbsoluteMonthlyPattern(1, 29), "2023-01-29" },
        { "the 30th", new AbsoluteMonthlyPattern(1, 30), "2023-01-30" },
        { "the 31st", new AbsoluteMonthlyPattern(1, 31), "2023-01-31" },
        { "the 29th of February", new AbsoluteYearlyPattern(2, 29), "2023-02-28" },
        { "every day through both changes of the clock", new DailyPattern(1), "2023-01-01" },
        { "the last weekday", new RelativeMonthlyPattern(1, DaysOfWeek.Weekday, DayOfWeekIndex.Last), "2023-01-31" },
        { "the second weekend day", new RelativeMonthlyPattern(1, DaysOfWeek.WeekendDay, DayOfWeekIndex.Second), "2023-01-07" },
        { "the last day", new RelativeMonthlyPattern(1, DaysOfWeek.Day, DayOfWeekIndex.Last), "2023-01-31" },
        { "the last Thursday of November", new RelativeYearlyPattern(11, DaysOfWeek.Thursday, DayOfWeekIndex.Last), "2023-11-30" },
        { "Sunday and Monday of every second week from Monday", new WeeklyPattern(2, DaysOfWeek.Sunday | DaysOfWeek.Monday, DayOfWeek.Monday), "2023-01-01" },
        { "Sunday and Monday of every second week from Sunday", new WeeklyPattern(2, DaysOfWeek.Sunday | DaysOfWeek.Monday), "2023-01-01" },
    };

    private static IEnumerable<DateTime> Dates(Case c) => ExchangeDates.Of(c.Recurrence, c.First, c.First.AddYears(Years));

    private static List<DateTime> Expected(Case c, List<DateTime> deleted) =>
        [.. Dates(c).Except(deleted).Select(d => c.IsAllDay ? d : c.At(d).UtcDateTime)];

    private static List<DateTime> Actual(Case c, string written)
    {
        var end = c.IsAllDay ? c.First.AddYears(Years) : c.At(c.First.AddYears(Years)).UtcDateTime;
        return [.. IcalOccurrences.Of<CalendarEvent>(written).TakeWhile(t => t < end)];
    }

    private static string Convert(Case c, List<DateTime> deleted) => new AppointmentConverter().Convert(Series(c, deleted)).Content;

    private static Appointment Series(Case c, List<DateTime> deleted) => new()
    {
        Uid = "series",
        Subject = "Series",
        Start = c.At(c.First),
        End = c.IsAllDay ? c.At(c.First.AddDays(1)) : c.At(c.First).AddMinutes(30),
        IsAllDay = c.IsAllDay,
        StartZone = c.Zone == Custom ? CustomDefinition : new ZoneDefinition(c.Zone),
        Recurrence = c.Recurrence,
        DeletedOccurrences = [.. deleted.Select(d => c.At(d).ToUniversalTime())],
    };

    private sealed record Case(Recurrence Recurrence, DateTime First, int Minutes, string Zone, bool IsAllDay)
    {
        private readonly WallClock clock = Zone == Custom ? new WallClock(CustomZone) : WallClock.Of(Zone);

        public bool IsLeftOut(DateTime date) => clock.Zone.IsInvalidTime(date.AddMinutes(Minutes));

        public DateTimeOffset At(DateTime date) => clock.At(date.AddMinutes(Minutes));
    }
}
