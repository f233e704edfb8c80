using System;
using System.Linq;
using CsCheck;
using Ical.Net.CalendarComponents;
using KerioMigration.Engine.Conversion.Calendar;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using Xunit;

namespace KerioMigration.Tests.Conversion.Calendar;

/// <summary>What Ical.Net reads from what we wrote.</summary>
public sealed class AppointmentConverterTests
{
    private static readonly DateTimeOffset Start = new(2024, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Texts = AnyText.UpTo(200);

    [Fact]
    public void Any_text_is_read_as_it_was_written() => Gen.Select(Texts, Texts, Texts).Sample(
        (subject, location, body) =>
        {
            var read = Read(Single() with { Subject = subject, Location = location, TextBody = body });
            Assert.Equal((AnyText.Arrived(subject), AnyText.Arrived(location), AnyText.Arrived(body)), (read.Summary, read.Location, read.Description));
        },
        iter: 500, threads: 1);

    [Fact]
    public void A_description_of_a_megabyte_arrives_whole() =>
        Assert.Equal(AnyText.Megabyte, Read(Single() with { TextBody = AnyText.Megabyte }).Description);

    [Fact]
    public void Categories_are_several_also_with_commas_within() => Assert.Equal(
        ["Rot, wichtig", "A;B", "C"], Read(Single() with { Categories = ["Rot, wichtig", "A;B", "C"] }).Categories);

    [Fact]
    public void Every_way_into_an_online_meeting_is_told_and_the_first_is_the_URL()
    {
        var read = Read(Single() with { TextBody = "Join https://a.example.org/1 now", OnlineMeetingUrls = ["https://a.example.org/1", "https://b.example.org/2?x=1&y", "conf:sip:anna@x;gruu"] });
        Assert.Equal("https://a.example.org/1", read.Url?.OriginalString);
        Assert.Equal("Join https://a.example.org/1 now\n\nMore from Exchange:\nOnline meeting: https://b.example.org/2?x=1&y\nOnline meeting: conf:sip:anna@x;gruu", read.Description);
    }

    [Fact]
    public void A_flag_stands_below_the_text() => Assert.Equal(
        "More from Exchange:\nFollow-up: Call back, done, due 2024-07-01",
        Read(Single() with { FollowUp = new FollowUp("Call back", IsDone: true, new DateTime(2024, 7, 1)) }).Description);

    [Theory]
    [InlineData(AttendeeMode.Listed, "X-EXCHANGE-ATTENDEE")]
    [InlineData(AttendeeMode.Guarded, "ATTENDEE")]
    public void When_somebody_answered_is_told(AttendeeMode mode, string property)
    {
        var meeting = Single() with
        {
            StartZone = new ZoneDefinition("W. Europe Standard Time"),
            Organizer = new MeetingParticipant("Anna", "anna@example.org"),
            Attendees = [new MeetingParticipant("Bob", "bob@example.org", AttendeeType.Required, MeetingResponse.Accept) { Responded = new DateTimeOffset(2024, 6, 2, 9, 15, 0, TimeSpan.Zero) }],
        };
        var content = new AppointmentConverter(mode).Convert(meeting).Content;
        var read = Assert.Single(Ical.Net.Calendar.Load(content)!.Events);
        Assert.Equal("20240602T091500Z", read.Properties[property]!.Parameters.Get("X-EXCHANGE-RESPONDED"));
        Assert.Equal(mode == AttendeeMode.Listed, read.Description?.EndsWith("- Bob <bob@example.org>, accepted, 2024-06-02 11:15 +02:00", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Nobody_is_an_attendee_unless_it_was_asked_for()
    {
        var meeting = Single() with
        {
            Organizer = new MeetingParticipant("Anna", "anna@example.org"),
            Attendees = [new MeetingParticipant("Bert", "bert@example.org")],
        };
        foreach (var mode in new[] { AttendeeMode.Listed, AttendeeMode.Omitted })
        {
            var read = Read(meeting, mode);
            Assert.Empty(read.Attendees);
            Assert.Null(read.Organizer);
        }
    }

    [Fact]
    public void Guarded_people_are_all_left_to_the_client()
    {
        var read = Read(
            Single() with
            {
                Organizer = new MeetingParticipant("Anna", "anna@example.org"),
                Attendees = [new MeetingParticipant("Bert, Chef", "bert@example.org", AttendeeType.Optional, MeetingResponse.Decline)],
            },
            AttendeeMode.Guarded);
        var attendee = Assert.Single(read.Attendees);
        Assert.Equal(("mailto:bert@example.org", "Bert, Chef", "OPT-PARTICIPANT", "DECLINED"),
            (attendee.Value?.ToString(), attendee.CommonName, attendee.Role, attendee.ParticipationStatus));
        Assert.Equal("CLIENT", attendee.Parameters.Get("SCHEDULE-AGENT"));
        Assert.Equal("CLIENT", read.Organizer?.Parameters.Get("SCHEDULE-AGENT"));
    }

    /// <summary>A server would take the mailbox's owner for the organizer, and write to everybody.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("/o=Org/ou=Exchange/cn=Recipients/cn=anna")]
    public void Attendees_without_an_organizer_are_listed(string? organizer)
    {
        var converted = new AppointmentConverter(AttendeeMode.Guarded).Convert(Single() with
        {
            Organizer = new MeetingParticipant("Anna", organizer),
            Attendees = [new MeetingParticipant("Bert", "bert@example.org")],
        });
        Assert.DoesNotContain("\nATTENDEE", converted.Content, StringComparison.Ordinal);
        Assert.Equal("Attendees are carried as text, because the organizer has no SMTP address.", Assert.Single(converted.Losses));
    }

    /// <summary>The copy of one who was invited by a meeting that hides its attendees.</summary>
    [Theory]
    [InlineData(AttendeeMode.Listed)]
    [InlineData(AttendeeMode.Guarded)]
    public void An_own_answer_is_told_with_its_time_and_the_organizer(AttendeeMode mode)
    {
        var invited = Single() with
        {
            TextBody = "Text",
            Organizer = new MeetingParticipant("Anna", "anna@example.org"),
            OwnAnswer = MeetingResponse.Accept,
            Answered = new DateTimeOffset(2024, 6, 2, 9, 15, 7, TimeSpan.Zero),
        };
        var read = Read(invited, mode);
        Assert.Equal("Text\n\nOrganizer: Anna <anna@example.org>\n\nMore from Exchange:\nMy answer: accepted, 2024-06-02 11:15 +02:00", read.Description);
        Assert.Null(read.Organizer);
        Assert.Equal("Organizer.", Assert.Single(new AppointmentConverter(AttendeeMode.Omitted).Convert(invited).Losses));
    }

    [Fact]
    public void An_organizer_and_whoever_was_never_asked_have_no_answer()
    {
        foreach (var answer in new[] { MeetingResponse.Organizer, MeetingResponse.Unknown })
        {
            Assert.Null(Read(Single() with { Organizer = new MeetingParticipant("Anna", "anna@example.org"), OwnAnswer = answer }).Description);
        }
    }

    /// <summary>The clock of Berlin shows 2:00 to 3:00 twice on the last Sunday of October.</summary>
    [Theory]
    [InlineData("daily", 2, true)]
    [InlineData("daily", 3, false)]
    [InlineData("Sundays", 2, true)]
    [InlineData("Mondays", 2, false)]
    [InlineData("last Sundays of October", 2, true)]
    [InlineData("on the 27th", 2, true)]
    [InlineData("on the 20th", 2, false)]
    [InlineData("daily in June", 2, false)]
    public void A_series_that_meets_an_hour_that_comes_twice_says_so(string kind, int hour, bool isSaid)
    {
        RecurrencePattern pattern = kind switch
        {
            "Sundays" => new WeeklyPattern(1, DaysOfWeek.Sunday, DayOfWeek.Monday),
            "Mondays" => new WeeklyPattern(1, DaysOfWeek.Monday, DayOfWeek.Monday),
            "last Sundays of October" => new RelativeYearlyPattern(10, DaysOfWeek.Sunday, DayOfWeekIndex.Last),
            "on the 27th" => new AbsoluteMonthlyPattern(1, 27),
            "on the 20th" => new AbsoluteMonthlyPattern(1, 20),
            _ => new DailyPattern(1),
        };
        var start = new DateTimeOffset(2024, 6, 2, hour - 2, 30, 0, TimeSpan.Zero);
        var series = Single() with { Start = start, End = start.AddHours(1), Recurrence = new Recurrence(pattern, kind == "daily in June" ? new DateTime(2024, 6, 30) : null, null) };
        Assert.Equal(isSaid, new AppointmentConverter().Convert(series).Losses.Any(l => l.Contains("comes twice", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_single_appointment_is_at_its_instant_in_any_zone_and_hour() => Gen.Select(
        Gen.OneOf("W. Europe Standard Time", "Eastern Standard Time", "Lord Howe Standard Time", "Nepal Standard Time"),
        Gen.Int[0, 20 * 366 * 24 * 4]).Sample(
        (zone, quarters) =>
        {
            var start = new DateTimeOffset(2005, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(15.0 * quarters);
            var read = Read(Single() with { Start = start, End = start.AddMinutes(50), StartZone = new ZoneDefinition(zone) });
            Assert.Equal((start.UtcDateTime, start.UtcDateTime.AddMinutes(50)), (read.Start?.AsUtc, read.End?.AsUtc));
        },
        iter: 1000, threads: 1);

    /// <summary>The hour that comes twice: 02:30 on 27 October 2024 in Berlin, the second time.</summary>
    [Fact]
    public void The_second_of_two_equal_hours_is_written_in_UTC()
    {
        var second = new DateTimeOffset(2024, 10, 27, 1, 30, 0, TimeSpan.Zero);
        var content = new AppointmentConverter().Convert(Single() with { Start = second, End = second.AddHours(2), StartZone = new ZoneDefinition("W. Europe Standard Time") }).Content;
        Assert.Contains("DTSTART:20241027T013000Z\r\nDTEND;TZID=Europe/Berlin:20241027T043000\r\n", content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("Tokyo Standard Time")]
    [InlineData("Hawaiian Standard Time")]
    public void A_whole_day_is_the_day_of_its_own_zone(string zone)
    {
        var clock = WallClock.Of(zone);
        var (start, end) = (clock.At(new DateTime(2024, 3, 31)), clock.At(new DateTime(2024, 4, 1)));
        var read = Read(Single() with { Start = start.ToUniversalTime(), End = end.ToUniversalTime(), IsAllDay = true, StartZone = new ZoneDefinition(zone) });
        Assert.True(read.IsAllDay);
        Assert.Equal((new DateTime(2024, 3, 31), new DateTime(2024, 4, 1)), (read.Start?.Value, read.End?.Value));
    }

    [Fact]
    public void A_whole_day_that_begins_at_noon_is_said()
    {
        var converted = new AppointmentConverter().Convert(Single() with { IsAllDay = true, End = Start.AddDays(1), StartZone = new ZoneDefinition("UTC") });
        Assert.StartsWith("It lasts all day, but not from midnight", Assert.Single(converted.Losses), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_appointment_is_written_the_same_way_twice() => Assert.Equal(
        new AppointmentConverter().Convert(Single()).Content, new AppointmentConverter().Convert(Single()).Content);

    private static CalendarEvent Read(Appointment appointment, AttendeeMode mode = AttendeeMode.Listed) =>
        Assert.Single(Assert.IsType<Ical.Net.Calendar>(Ical.Net.Calendar.Load(new AppointmentConverter(mode).Convert(appointment).Content)).Events);

    private static Appointment Single() => new()
    {
        Uid = "single",
        Start = Start,
        End = Start.AddHours(1),
        StartZone = new ZoneDefinition("W. Europe Standard Time"),
    };
}
