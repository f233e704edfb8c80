using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Ical.Net.CalendarComponents;
using KerioMigration.Engine.Conversion.Calendar;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Conversion.Calendar;
using KerioMigration.Tests.Support;
using Xunit;
using ItemKind = KerioMigration.Engine.Model.ItemKind;
using RecurrencePattern = KerioMigration.Simulation.Seeding.Groupware.RecurrencePattern;

namespace KerioMigration.Tests.Exchange.Properties;

/// <summary>What the reader makes of a calendar, beside what the seed holds; and what Ical.Net reads of it in the end.</summary>
public sealed class AppointmentReadingTests
{
    public static TheoryData<ExchangeVersion> Versions => new(ExchangeVersion.Exchange2010Sp2, ExchangeVersion.Exchange2013Sp1, ExchangeVersion.Exchange2019);

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_appointment_has_what_the_seed_holds(ExchangeVersion version)
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(version);
        var pairs = await mailbox.PairsAsync<SeededAppointment>(FolderRole.Calendar, "calendar");
        Assert.True(pairs.Count > 60, $"{pairs.Count} appointments");
        foreach (var (seeded, read) in pairs)
        {
            Assert.Null(read.Content);
            Assert.Null(read.Failure);
            Assert.Equal(seeded.Attachments.Where(f => Say(f) is null).Select(f => $"Attachments without content: {f.Name}."), read.Losses);
            Assert.Equal((ItemKind.Calendar, ItemFidelity.Exact, seeded.Received), (read.Ref.Kind, read.Fidelity, read.Received));
            var appointment = Assert.IsType<Appointment>(read.Properties);
            Assert.Equal(GlobalObjectIds.Uid(seeded.GlobalId!), appointment.Uid);
            Assert.Equal(Said(seeded, version), Said(appointment));
            Assert.Equal(seeded.Exceptions.Count, appointment.ModifiedOccurrences.Count);
            foreach (var exception in seeded.Exceptions)
            {
                var slot = Zones.ToUtc(exception.OriginalStart!.Value, seeded.StartZone);
                var changed = Assert.Single(appointment.ModifiedOccurrences, o => o.OriginalStart == slot);
                Assert.Equal((exception.UtcStart, exception.UtcEnd), (changed.Start, changed.End));
                Assert.Equal(Said(exception, version), Said(changed.Item!));
            }
        }
    }

    [Fact]
    public async Task The_occurrences_of_a_batch_are_read_together()
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2016);
        var pairs = await mailbox.PairsAsync<SeededAppointment>(FolderRole.Calendar, "calendar");
        var occurrences = pairs.Sum(p => p.Seeded.Exceptions.Count);
        var requests = mailbox.Server.Exchange.Requests.Count(r => r.Operation == "GetItem");

        // Two or three requests for the items themselves, and their occurrences 50 by 50.
        Assert.True(occurrences > 100, $"{occurrences} occurrences");
        Assert.InRange(requests, 4, 8);
    }

    [Fact]
    public async Task A_zone_comes_with_its_rules()
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2016);
        var appointments = (await mailbox.ReadAsync(FolderRole.Calendar)).Select(i => i.Properties).OfType<Appointment>().ToList();

        var custom = appointments.Single(a => a.Subject == "Eigene Zone").StartZone!;
        Assert.Equal(Zones.CustomId, custom.Id);
        var era = Assert.Single(custom.Eras);
        Assert.Equal(
            [new ZoneChange(new TimeSpan(10, 30, 0), 4, DayOfWeek.Sunday, 1, new TimeSpan(2, 0, 0)), new ZoneChange(new TimeSpan(11, 0, 0), 10, DayOfWeek.Sunday, 1, new TimeSpan(2, 0, 0))],
            era.Changes);

        // Since 2007 other days, at the same hours.
        var eastern = appointments.Single(a => a.Subject == "Vor der Regel von 2007").StartZone!;
        Assert.Equal([null, new DateTime(2007, 1, 1)], eastern.Eras.Select(e => e.From));
        Assert.Equal([4, 10, 3, 11], eastern.Eras.SelectMany(e => e.Changes).Select(c => c.Month));
        Assert.All(eastern.Eras, e => Assert.Equal(TimeSpan.FromHours(-5), e.Offset));
        Assert.Equal("Eastern Standard Time", appointments.Single(a => a.Subject == "Flug nach New York").EndZone!.Id);
    }

    [Fact]
    public async Task People_have_their_lists_and_answers()
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2016);
        var appointments = (await mailbox.ReadAsync(FolderRole.Calendar)).Select(i => i.Properties).OfType<Appointment>().ToList();

        var own = appointments.Single(a => a.Subject == "Quartalsplanung");
        Assert.Equal("anna@example.org", own.Organizer!.Address);
        Assert.Equal(
            [
                new("Bob Smith", "bob@example.org", AttendeeType.Required, MeetingResponse.Accept), new("Dubois, Claire", "claire@example.org", AttendeeType.Required, MeetingResponse.Tentative),
                new("Former Colleague", null, AttendeeType.Required), new("Ján \"Janko\" Novák; Gast", "jan.novak+guest@example.net", AttendeeType.Optional, MeetingResponse.Decline),
                new MeetingParticipant("Raum 2.14 (Köln)", "room-2.14@example.org", AttendeeType.Resource, MeetingResponse.Accept),
            ],
            own.Attendees.Select(a => a with { Responded = null }));
        var answered = new DateTimeOffset(2024, 6, 2, 9, 15, 0, TimeSpan.Zero);
        Assert.Equal([answered, answered, null, answered, answered], own.Attendees.Select(a => a.Responded));

        // The organizer stands among the attendees of this one.
        var invitation = appointments.Single(a => a.Subject == "Einladung von Bob");
        Assert.Equal("bob@example.org", invitation.Organizer!.Address);
        Assert.Equal(["anna@example.org"], invitation.Attendees.Select(a => a.Address));
        Assert.Equal(150, appointments.Single(a => a.Subject == "Viele Teilnehmer").Attendees.Count);

        // Nobody in the directory has that name any more: asked once for the whole mailbox.
        Assert.Null(appointments.Single(a => a.Subject == "Veranstalter ist fort").Organizer!.Address);
        Assert.Single(mailbox.Server.Exchange.Requests, r => r.Operation == "ResolveNames");
    }

    [Fact]
    public async Task Files_that_cannot_be_read_or_are_too_many_are_named()
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2016);
        var seeded = mailbox.Server.Seeded;
        SeededAttachment Of(string name, int size, string? error = null) => new() { Name = name, Content = new byte[size], ErrorCode = error };
        seeded.AddItem(seeded["calendar"], new SeededAppointment
        {
            Subject = "Viele Dateien",
            GlobalId = GlobalObjectIds.Of("files"),
            Start = new DateTime(2024, 7, 2, 9, 0, 0),
            End = new DateTime(2024, 7, 2, 10, 0, 0),
            Attachments = [Of("a.bin", 9_000_000), Of("b.bin", 6_000_000), Of("kaputt.doc", 10, "ErrorCannotOpenFileAttachment"), Of("c.bin", 4_000_000)],
        });

        var read = (await mailbox.ReadAsync(FolderRole.Calendar)).Single(i => i.Subject == "Viele Dateien");

        Assert.Equal([9_000_000, 4_000_000], ((Appointment)read.Properties!).Files.Select(f => f.Content.Length));
        Assert.Equal(
            ["Attachments that could not be read (ErrorCannotOpenFileAttachment): kaputt.doc.", "Attachments left out, because there are more than 14 MB of them: b.bin."],
            read.Losses);
        read.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ((Appointment)read.Properties!).Files[0].Content.Head.Length);
    }

    /// <summary>From the seed over EWS, the model and the converter to a reader that others wrote: every event at its time, exceptions in place.</summary>
    [Theory]
    [InlineData(ExchangeVersion.Exchange2010Sp2, SeededZoneForm.Full)]
    [InlineData(ExchangeVersion.Exchange2019, SeededZoneForm.Full)]
    [InlineData(ExchangeVersion.Exchange2010Sp2, SeededZoneForm.Definitions)]
    [InlineData(ExchangeVersion.Exchange2019, SeededZoneForm.Struct)]
    public async Task What_arrives_as_iCalendar_happens_when_the_seed_says(ExchangeVersion version, SeededZoneForm zones)
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(version);
        foreach (var item in mailbox.Server.Seeded["calendar"].Items.OfType<SeededAppointment>().SelectMany(a => a.Exceptions.Prepend(a)))
        {
            item.ZoneForm = zones;
        }

        foreach (var (seeded, read) in await mailbox.PairsAsync<SeededAppointment>(FolderRole.Calendar, "calendar"))
        {
            // A time that the clock leaves out is another day's matter for a rule: the conversion's own tests hold what becomes of it.
            if (seeded.Subject is "Letzter Sonntag im Oktober")
            {
                continue;
            }

            // A single one has no struct, and a struct has one year's rules for all.
            if (zones == SeededZoneForm.Struct && ((seeded.Recurrence is null && seeded.IsAllDay) || seeded.Subject is "Vor der Regel von 2007"))
            {
                continue;
            }

            var horizon = seeded.Recurrence?.EndDate?.AddDays(8) ?? seeded.Start.AddYears(5);
            var actual = IcalOccurrences.WithSources<CalendarEvent>(new AppointmentConverter().Convert((Appointment)read.Properties!).Content)
                .TakeWhile(o => o.Start.Value < horizon)
                .Select(o => (o.Source.IsAllDay ? o.Start.Value : o.Start.AsUtc, o.Source.Summary ?? ""))
                .OrderBy(o => o.Item1);
            Assert.Equal(Happenings(seeded, horizon).Select(Shown), actual.Select(Shown));
        }
    }

    private static string Shown((DateTime Start, string Subject) happening) => $"{happening.Start:s} {happening.Subject}";

    private static IEnumerable<(DateTime Start, string Subject)> Happenings(SeededAppointment seeded, DateTime horizon)
    {
        IEnumerable<SeededAppointment> occurrences = seeded.Recurrence is null
            ? [seeded]
            : seeded.Starts().TakeWhile(s => s.Start < horizon).Select(s => seeded.Occurrence(s.Number)).OfType<SeededAppointment>();
        return occurrences.Select(o => (o.IsAllDay ? o.Start : o.UtcStart.UtcDateTime, Clean(o.Subject) ?? "")).OrderBy(o => o.Item1);
    }

    private static string? Clean(string? text) => text is null ? null : new string([.. text.Where(c => !char.IsControl(c))]);

    private static List<string?> Said(SeededAppointment a, ExchangeVersion version) =>
    [
        Empty(a.Subject), Empty(a.Location), Lines(a.BodyIsHtml ? a.PlainBody : a.Body), a.BodyIsHtml ? Lines(a.Body) : null, Say(a.UtcStart), Say(a.UtcEnd), Say(a.IsAllDay),
        a.StartZone.Id, a.EndZone?.Id, (a.FreeBusy, version == ExchangeVersion.Exchange2010Sp2) switch
        {
            ("OOF", _) => "OutOfOffice",
            ("WorkingElsewhere", true) => "Free",
            var (status, _) => status,
        },
        a.Sensitivity, a.Importance, string.Join('|', a.Categories), Say(a.ReminderMinutes), Say((a.State & 4) != 0), Say(a.SequenceNumber), Say(a.Created), Say(a.Modified),
        string.Join(' ', new[] { version == ExchangeVersion.Exchange2010Sp2 ? null : a.JoinUrl, a.Extended.GetValueOrDefault("PublicStrings:SkypeTeamsMeetingUrl"), a.NetShowUrl }.OfType<string>()),
        a.FlagStatus == 2 ? "flagged" : null,
        a.MyResponse, Say(a.ReplyTime), string.Join('|', a.Attachments.Select(Say).OfType<string>()), Say(a.Recurrence), string.Join('|', a.Deleted.Select(d => Say(Zones.ToUtc(d, a.StartZone)))),
    ];

    private static List<string?> Said(Appointment a) =>
    [
        a.Subject, a.Location, Lines(a.TextBody), Lines(a.HtmlBody), Say(a.Start), Say(a.End), Say(a.IsAllDay),
        a.StartZone!.Id, a.EndZone?.Id, a.FreeBusy.ToString(),
        a.Sensitivity.ToString(), a.Importance.ToString(), string.Join('|', a.Categories), Say((int?)a.Reminder?.TotalMinutes), Say(a.IsCancelled), Say(a.Sequence), Say(a.Created), Say(a.LastModified),
        string.Join(' ', a.OnlineMeetingUrls),
        a.FollowUp is { IsDone: false } ? "flagged" : null,
        a.OwnAnswer.ToString(), Say(a.Answered), string.Join('|', a.Files.Select(Say)), Say(a.Recurrence), string.Join('|', a.DeletedOccurrences.Select(d => Say(d))),
    ];

    private static string? Say(SeededAttachment file) => file.Item is { } item ? $"{file.Name}.eml message/rfc822"
        : file.Content.Length > 0 ? $"{file.Name} {Convert.ToHexString(SHA256.HashData(file.Content.Span))}"
        : null;

    private static string Say(AttachedFile file) => file.ContentType == "message/rfc822"
        ? $"{file.Name} {file.ContentType}"
        : $"{file.Name} {Convert.ToHexString(SHA256.HashData(file.Content.ToBytes()))}";

    private static string Say(SeededRecurrence? r) => r is null ? "" : string.Join(' ', r.Pattern switch
    {
        RecurrencePattern.Daily => $"Daily {r.Interval}",
        RecurrencePattern.Weekly => $"Weekly {r.Interval} {Days(r)} {r.FirstDayOfWeek}",
        RecurrencePattern.AbsoluteMonthly => $"Monthly {r.Interval} {r.DayOfMonth}",
        RecurrencePattern.RelativeMonthly => $"Monthly {r.Interval} {Days(r)} {r.Index}",
        RecurrencePattern.AbsoluteYearly => $"Yearly {r.Month} {r.DayOfMonth}",
        _ => $"Yearly {r.Month} {Days(r)} {r.Index}",
    }, r.EndDate?.ToString("s", CultureInfo.InvariantCulture), r.Count);

    private static string Say(Recurrence? r) => r is null ? "" : string.Join(' ', r.Pattern switch
    {
        DailyPattern p => $"Daily {p.Interval}",
        WeeklyPattern p => $"Weekly {p.Interval} {p.Days} {p.FirstDayOfWeek}",
        AbsoluteMonthlyPattern p => $"Monthly {p.Interval} {p.DayOfMonth}",
        RelativeMonthlyPattern p => $"Monthly {p.Interval} {p.Days} {p.Index}",
        AbsoluteYearlyPattern p => $"Yearly {p.Month} {p.DayOfMonth}",
        RelativeYearlyPattern p => $"Yearly {p.Month} {p.Days} {p.Index}",
        _ => r.Pattern.ToString(),
    }, r.LastDate?.ToString("s", CultureInfo.InvariantCulture), r.Count);

    private static DaysOfWeek Days(SeededRecurrence r) => r.Days.Aggregate(DaysOfWeek.None, (all, day) => all | Enum.Parse<DaysOfWeek>(day));

    private static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? Lines(string? text) => Empty(text)?.ReplaceLineEndings("\n");

    private static string Say(object? value) => value is DateTimeOffset time ? time.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) : $"{value}";
}
