using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using KerioMigration.Engine.Conversion.Calendar;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Conversion.Calendar;

/// <summary>Whole objects, as files that a reader can judge. They have LF for CRLF.</summary>
public sealed class GoldenAppointmentTests
{
    private static readonly ZoneDefinition Berlin = new("W. Europe Standard Time");
    private static readonly ZoneDefinition NewYork = new("Eastern Standard Time");

    private static readonly Dictionary<string, (Appointment Appointment, AttendeeMode Mode)> Cases = new(StringComparer.Ordinal)
    {
        ["single"] = (Full(), AttendeeMode.Listed),
        ["meeting-listed"] = (Meeting(), AttendeeMode.Listed),
        ["meeting-guarded"] = (Meeting(), AttendeeMode.Guarded),
        ["meeting-omitted"] = (Meeting(), AttendeeMode.Omitted),
        ["all-day-abroad"] = (AllDay(), AttendeeMode.Listed),
        ["series-with-exceptions"] = (Series(), AttendeeMode.Listed),
        ["series-of-days-with-exceptions"] = (SeriesOfDays(), AttendeeMode.Listed),
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_object_is_the_golden_one(string name)
    {
        var golden = Path.Combine(TestPaths.RepositoryRoot, "tests", "KerioMigration.Tests", "Golden", "appointments", name + ".ics");
        var converted = new AppointmentConverter(Cases[name].Mode).Convert(Cases[name].Appointment);
        var text = Encoding.UTF8.GetString(ObjectContent.Of(converted.Content, converted.Files).ToBytes()).Replace("\r\n", "\n", StringComparison.Ordinal)
            + string.Concat(converted.Losses.Select(l => $"Lost: {l}\n"));
        Assert.Equal(File.ReadAllText(golden), text);
    }

    private static Appointment Full() => new()
    {
        Uid = "040000008200E00074C5B7101A82E00800000000D0A1B2C3D4DA01000000000000000010000000AABBCCDDEEFF00112233445566778899",
        Subject = "Zahnarzt; Dr. Weiß, 2. Stock",
        Location = "Königstraße 1\\2",
        TextBody = "Bitte nüchtern.\r\nDanke! 🦷",
        HtmlBody = "<html><body><p>Bitte <b>nüchtern</b>.</p></body></html>",
        Start = Utc(2024, 3, 30, 22, 30),
        End = Utc(2024, 3, 31, 2, 0),
        StartZone = Berlin,
        EndZone = NewYork,
        FreeBusy = FreeBusyStatus.OutOfOffice,
        Sensitivity = Sensitivity.Personal,
        Importance = Importance.High,
        Categories = ["Privat", "Rot, wichtig"],
        Reminder = TimeSpan.FromMinutes(1440),
        Created = Utc(2024, 1, 2, 3, 4),
        LastModified = Utc(2024, 2, 3, 4, 5),
        Organizer = new MeetingParticipant("Anna", "anna@example.org"),
        Files = [new AttachedFile("Überweisung.pdf", "application/pdf", ItemContent.Of([.. Enumerable.Range(0, 90).Select(i => (byte)i)]))],
    };

    private static Appointment Meeting() => new()
    {
        Uid = "meeting@example.org",
        Subject = "Planung",
        TextBody = "Agenda folgt.",
        HtmlBody = "<html><body>Agenda folgt.</body></html>",
        Start = Utc(2024, 7, 1, 8, 0),
        End = Utc(2024, 7, 1, 9, 0),
        StartZone = Berlin,
        FreeBusy = FreeBusyStatus.Tentative,
        Sequence = 2,
        OnlineMeetingUrls = ["https://meet.example.org/j/1?a=b;c,d"],
        Organizer = new MeetingParticipant("Anna \"Ann\" Muster", "anna@example.org", Response: MeetingResponse.Organizer),
        Attendees =
        [
            new MeetingParticipant("Bert; Chef, Nord", "bert@example.org", AttendeeType.Required, MeetingResponse.Accept),
            new MeetingParticipant(null, "cora@example.org", AttendeeType.Optional, MeetingResponse.Tentative),
            new MeetingParticipant("Raum 4", "raum4@example.org", AttendeeType.Resource, MeetingResponse.Decline),
            new MeetingParticipant("Alter Kollege", null, AttendeeType.Required, MeetingResponse.NoResponseReceived),
        ],
    };

    // Created in New York, so that its midnight is theirs.
    private static Appointment AllDay() => new()
    {
        Uid = "allday",
        Subject = "Independence Day",
        Start = Utc(2024, 7, 4, 4, 0),
        End = Utc(2024, 7, 6, 4, 0),
        IsAllDay = true,
        StartZone = NewYork,
        FreeBusy = FreeBusyStatus.Free,
    };

    // Every day at half past two: on 31 March 2024 the clock has no such time, on 27 October it has it twice.
    private static Appointment Series() => new()
    {
        Uid = "series",
        Subject = "Nachtlauf",
        TextBody = "Jede Nacht.",
        Start = Utc(2024, 3, 28, 1, 30),
        End = Utc(2024, 3, 28, 2, 0),
        StartZone = Berlin,
        Recurrence = new Recurrence(new DailyPattern(1), LastDate: new DateTime(2024, 10, 31)),
        DeletedOccurrences = [Utc(2024, 10, 27, 0, 30), Utc(2024, 3, 31, 1, 30), Utc(2024, 3, 29, 1, 30)],
        ModifiedOccurrences =
        [
            new ModifiedOccurrence(Utc(2024, 4, 2, 0, 30), Utc(2024, 4, 2, 5, 0), Utc(2024, 4, 2, 6, 0), null),
            new ModifiedOccurrence(Utc(2024, 3, 30, 1, 30), Utc(2024, 3, 30, 14, 0), Utc(2024, 3, 30, 15, 0), new Appointment
            {
                Uid = "series",
                Subject = "Nachtlauf am Tag",
                Start = Utc(2024, 3, 30, 14, 0),
                End = Utc(2024, 3, 30, 15, 0),
                StartZone = NewYork,
                Reminder = TimeSpan.Zero,
                IsCancelled = true,
            }),
        ],
    };

    private static Appointment SeriesOfDays() => new()
    {
        Uid = "days",
        Subject = "Putzdienst",
        Start = Utc(2024, 3, 29, 23, 0),
        End = Utc(2024, 3, 30, 23, 0),
        IsAllDay = true,
        StartZone = Berlin,
        Recurrence = new Recurrence(new AbsoluteMonthlyPattern(1, 30), Count: 12),
        DeletedOccurrences = [Utc(2024, 5, 29, 22, 0)],
        ModifiedOccurrences =
        [
            new ModifiedOccurrence(Utc(2024, 6, 29, 22, 0), Utc(2024, 6, 30, 8, 0), Utc(2024, 6, 30, 9, 0), new Appointment
            {
                Uid = "days",
                Subject = "Putzdienst, kurz",
                Start = Utc(2024, 6, 30, 8, 0),
                End = Utc(2024, 6, 30, 9, 0),
                StartZone = Berlin,
            }),
        ],
    };

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);
}
