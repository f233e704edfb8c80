using System;
using System.Linq;
using CsCheck;
using KerioMigration.Engine.Conversion.Calendar;
using KerioMigration.Engine.Model.Calendar;
using TimeZoneConverter;
using Xunit;

namespace KerioMigration.Tests.Conversion.Calendar;

public sealed class ZoneTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static TheoryData<string> WindowsIds => new(TZConvert.KnownWindowsTimeZoneIds.Where(id => id != "UTC").Order(StringComparer.Ordinal));

    /// <summary>Morocco's and Egypt's irregular years among them.</summary>
    [Theory]
    [MemberData(nameof(WindowsIds))]
    public void Every_Windows_zone_is_explained_as_this_system_knows_it(string id)
    {
        foreach (var year in new[] { 1999, 2014, 2025 })
        {
            var reader = new VtimezoneReader(Convert(new ZoneDefinition(id), new DateTimeOffset(year, 6, 15, 12, 0, 0, TimeSpan.Zero)));
            var zone = TimeZoneInfo.FindSystemTimeZoneById(reader.Id);
            for (var day = new DateTime(year, 6, 15, 12, 0, 0, DateTimeKind.Utc); day.Year <= CalendarZone.LastYear; day = day.AddDays(9))
            {
                Assert.True(zone.GetUtcOffset(day) == reader.OffsetAt(day), $"{id} of {year} on {day:s}: {reader.OffsetAt(day)}");
            }
        }
    }

    [Theory]
    [InlineData("W. Europe Standard Time", "Europe/Berlin", 2)]
    [InlineData("Eastern Standard Time", "America/New_York", 2)]
    [InlineData("Tokyo Standard Time", "Asia/Tokyo", 1)]
    [InlineData("Nepal Standard Time", "Asia/Kathmandu", 1)]
    [InlineData("America/Sao_Paulo", "America/Sao_Paulo", 1)]
    public void A_zone_is_named_as_IANA_names_it_and_told_briefly(string id, string iana, int observances)
    {
        var reader = new VtimezoneReader(Convert(new ZoneDefinition(id), new DateTimeOffset(2024, 6, 15, 12, 0, 0, TimeSpan.Zero)));
        Assert.Equal((iana, observances), (reader.Id, reader.Observances));
    }

    [Theory]
    [InlineData("tzone://Microsoft/Utc")]
    [InlineData("UTC")]
    public void UTC_needs_no_zone(string id)
    {
        var ics = Convert(new ZoneDefinition(id), new DateTimeOffset(2024, 6, 15, 12, 0, 0, TimeSpan.Zero));
        Assert.Contains("DTSTART:20240615T120000Z", ics, StringComparison.Ordinal);
        Assert.DoesNotContain("VTIMEZONE", ics, StringComparison.Ordinal);
    }

    [Fact]
    public void Custom_rules_that_a_known_zone_has_are_that_zone()
    {
        var definition = new ZoneDefinition("tzone://Microsoft/Custom", [new ZoneEra(null, Hour, [
            new ZoneChange(2 * Hour, 3, DayOfWeek.Sunday, -1, 2 * Hour), new ZoneChange(Hour, 10, DayOfWeek.Sunday, -1, 3 * Hour)])]);
        var reader = new VtimezoneReader(Convert(definition, new DateTimeOffset(2024, 6, 15, 12, 0, 0, TimeSpan.Zero)));
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.StartsWith("Europe/", reader.Id, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, 3000), d => Assert.Equal(berlin.GetUtcOffset(Day(d)), reader.OffsetAt(Day(d))));
    }

    [Fact]
    public void Custom_rules_that_no_zone_has_are_told_as_they_are()
    {
        var definition = new ZoneDefinition("Our Island", [
            new ZoneEra(null, 10 * Hour, []),
            new ZoneEra(new DateTime(2026, 1, 1), 10 * Hour, [
                new ZoneChange(10.5 * Hour, 9, DayOfWeek.Tuesday, 2, 1 * Hour), new ZoneChange(10 * Hour, 2, null, 3, 1.5 * Hour)])]);
        var reader = new VtimezoneReader(Convert(definition, new DateTimeOffset(2025, 6, 15, 12, 0, 0, TimeSpan.Zero)));
        Assert.Equal("Our Island", reader.Id);
        Assert.Equal(10 * Hour, reader.OffsetAt(new DateTime(2025, 12, 1, 0, 0, 0, DateTimeKind.Utc)));
        // The second Tuesday of September 2026 is the 8th: 01:00 at +10:00 is 15:00 UTC of the 7th.
        Assert.Equal(10 * Hour, reader.OffsetAt(new DateTime(2026, 9, 7, 14, 59, 59, DateTimeKind.Utc)));
        Assert.Equal(10.5 * Hour, reader.OffsetAt(new DateTime(2026, 9, 7, 15, 0, 0, DateTimeKind.Utc)));
        // 01:30 of 3 February 2027 at +10:30 is 15:00 UTC of the 2nd.
        Assert.Equal(10.5 * Hour, reader.OffsetAt(new DateTime(2027, 2, 2, 14, 59, 59, DateTimeKind.Utc)));
        Assert.Equal(10 * Hour, reader.OffsetAt(new DateTime(2027, 2, 2, 15, 0, 0, DateTimeKind.Utc)));
    }

    [Fact]
    public void An_instant_comes_back_from_any_clock_but_in_the_second_of_two_equal_hours() => Gen.Select(
        Gen.OneOf("W. Europe Standard Time", "Lord Howe Standard Time", "Morocco Standard Time", "Samoa Standard Time", "E. South America Standard Time"),
        Gen.Int[0, 30 * 366 * 24 * 4]).Sample(
        (id, quarters) =>
        {
            var zone = ZoneNames.Find(new ZoneDefinition(id), 2020)!;
            var utc = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(15.0 * quarters);
            var local = zone.ToLocal(utc);
            var system = TimeZoneInfo.FindSystemTimeZoneById(zone.Id);
            // .NET's IsAmbiguousTime does not know all of Morocco's.
            var back = zone.ToUtc(local);
            Assert.Equal(local, TimeZoneInfo.ConvertTimeFromUtc(back, system));
            Assert.InRange(back, utc.AddHours(-1), utc);
        },
        iter: 5000, threads: 1);

    [Fact]
    public void An_unknown_zone_without_rules_is_UTC_and_said()
    {
        var converted = new AppointmentConverter().Convert(Appointment(new ZoneDefinition("Mars"), new DateTimeOffset(2024, 6, 15, 12, 0, 0, TimeSpan.Zero)));
        Assert.Contains("DTSTART:20240615T120000Z", converted.Content, StringComparison.Ordinal);
        Assert.Equal("The time zone is not known (Mars); UTC was taken.", Assert.Single(converted.Losses));
    }

    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("Europe/Berlin")]
    public void A_series_without_a_zone_recurs_in_the_mailbox_s_own_and_that_is_said(string id)
    {
        var series = Appointment(null, new DateTimeOffset(2024, 1, 15, 8, 0, 0, TimeSpan.Zero)) with
        {
            MailboxZone = new ZoneDefinition(id),
            Recurrence = new Recurrence(new DailyPattern(1), LastDate: new DateTime(2024, 7, 1)),
            DeletedOccurrences = [new DateTimeOffset(2024, 6, 3, 7, 0, 0, TimeSpan.Zero)],
        };
        var converted = new AppointmentConverter().Convert(series);
        Assert.Contains("DTSTART;TZID=Europe/Berlin:20240115T090000", converted.Content, StringComparison.Ordinal);
        Assert.Contains("EXDATE;TZID=Europe/Berlin:20240603T090000", converted.Content, StringComparison.Ordinal);
        Assert.Contains("UNTIL=20240701T070000Z", converted.Content, StringComparison.Ordinal);
        Assert.Equal("The time zone is not known (none); the mailbox's own (Europe/Berlin) was taken.", Assert.Single(converted.Losses));
        Assert.Empty(new AppointmentConverter().Convert(series with { Recurrence = null, DeletedOccurrences = [] }).Losses);
    }

    /// <summary>Names as organizers' programs write them, and what would lead out of the system's folder of zones.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("..")]
    [InlineData("/")]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("Europe")]
    [InlineData("a\0b")]
    [InlineData("tzone://Microsoft/Custom")]
    [InlineData("Customized Time Zone")]
    [InlineData("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna")]
    public void No_name_of_a_zone_stops_a_conversion(string id)
    {
        var start = new DateTimeOffset(2024, 6, 15, 12, 0, 0, TimeSpan.Zero);
        var converted = new AppointmentConverter().Convert(Appointment(new ZoneDefinition(id), start));
        Assert.Contains("DTSTART:20240615T120000Z", converted.Content, StringComparison.Ordinal);
        Assert.Single(converted.Losses);
    }

    /// <summary>EWS tells the last of a month as -1, Windows as 5.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void The_last_day_of_its_kind_has_two_numbers(int occurrence)
    {
        var definition = new ZoneDefinition("Ours", [new ZoneEra(null, 7 * Hour, [
            new ZoneChange(8 * Hour, 4, DayOfWeek.Monday, occurrence, Hour), new ZoneChange(7 * Hour, 9, DayOfWeek.Monday, 1, Hour)])]);
        var reader = new VtimezoneReader(Convert(definition, new DateTimeOffset(2024, 1, 15, 12, 0, 0, TimeSpan.Zero)));
        Assert.Equal(7 * Hour, reader.OffsetAt(new DateTime(2024, 4, 28, 17, 59, 59, DateTimeKind.Utc)));
        Assert.Equal(8 * Hour, reader.OffsetAt(new DateTime(2024, 4, 28, 18, 0, 0, DateTimeKind.Utc)));
    }

    private static DateTime Day(int day) => new DateTime(2024, 6, 15, 12, 0, 0, DateTimeKind.Utc).AddDays(day);

    private static string Convert(ZoneDefinition zone, DateTimeOffset start) => new AppointmentConverter().Convert(Appointment(zone, start)).Content;

    private static Appointment Appointment(ZoneDefinition? zone, DateTimeOffset start) => new()
    {
        Uid = "zone",
        Start = start,
        End = start.AddHours(1),
        StartZone = zone,
        Recurrence = new Recurrence(new DailyPattern(1)),
    };
}
