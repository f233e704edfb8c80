using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Simulation.Exchange;

/// <summary>The same proof for events and contacts: DavMail reads them from the simulation and hands them out by CalDAV and CardDAV.</summary>
public sealed class DavMailGroupwareTests
{
    /// <summary>DavMail's cards leave line ends and the like of these as they are, or write them in a way of its own.</summary>
    private static readonly string[] OddCards = ["Maskiert", "Steuerzeichen"];

    [DebianFact("davmail", "java")]
    public async Task DavMail_delivers_every_event_and_every_changed_occurrence()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware(), new SimulatedExchangeOptions { RecordBodies = true });
        await using var davMail = await DavMailGateway.StartAsync(exchange);
        var anna = exchange.Organization.Users[0];
        using var dav = new DavClient(davMail.DavPort, anna);
        var appointments = anna.Mailbox["calendar"].Items.OfType<SeededAppointment>().ToDictionary(i => i.Id);
        var delivered = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var name in await dav.NamesAsync("calendar"))
        {
            // DavMail mixes tasks among the events.
            if (appointments.ContainsKey(Id(name)))
            {
                delivered.Add(Id(name), await dav.LinesAsync("calendar", name));
            }
        }

        Assert.Equal(appointments.Keys.Order(StringComparer.Ordinal), delivered.Keys.Order(StringComparer.Ordinal));
        Assert.All(appointments.Values, item => Compare(item, delivered[item.Id]));
        if (Directory.Exists(TestPaths.Shared(EwsSchema.Folder)))
        {
            Assert.All(exchange.Requests.Where(r => r.Body.Length > 0), r => Assert.Empty(EwsSchema.ViolationsOfEnvelope(r.Body)));
            Assert.All(exchange.Requests.Where(r => r.AnswerBody.Length > 0), r => Assert.Empty(EwsSchema.ViolationsOfEnvelope(r.AnswerBody)));
        }
    }

    [DebianFact("davmail", "java")]
    public async Task DavMail_delivers_every_contact()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        await using var davMail = await DavMailGateway.StartAsync(exchange);
        var anna = exchange.Organization.Users[0];
        using var dav = new DavClient(davMail.DavPort, anna);

        // DavMail knows no class derived from it.
        var contacts = anna.Mailbox["contacts"].Items.OfType<SeededContact>().Where(c => c.ItemClass == "IPM.Contact").ToDictionary(c => $"{c.Number}.vcf");
        var names = (await dav.NamesAsync("contacts")).Where(contacts.ContainsKey).ToList();
        Assert.Equal(contacts.Keys.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            Compare(contacts[name], await dav.LinesAsync("contacts", name));
        }
    }

    private static void Compare(SeededAppointment item, IReadOnlyList<string> lines)
    {
        var events = Events(lines);
        Assert.Equal(1 + item.Exceptions.Count, events.Count);
        var master = events[0];
        Assert.Equal(GlobalObjectIds.Uid(item.GlobalId!), Value(master, "UID"));
        Assert.Equal(Wall(item.Start, item.IsAllDay), Time(master, "DTSTART"));
        Assert.Equal(Wall(item.End, item.IsAllDay), Time(master, "DTEND"));
        Assert.Equal(item.IsAllDay, master.Any(l => l.StartsWith("DTSTART;VALUE=DATE:", StringComparison.Ordinal)));
        Assert.Equal(item.Recurrence is not null, master.Any(l => l.StartsWith("RRULE:", StringComparison.Ordinal)));
        Assert.Equal(item.Deleted.Count, master.Count(l => l.StartsWith("EXDATE", StringComparison.Ordinal)));
        Assert.Equal(Attendees(item), master.Where(l => l.StartsWith("ATTENDEE", StringComparison.Ordinal)).Select(Attendee));
        foreach (var (exception, delivered) in item.Exceptions.Zip(events.Skip(1)))
        {
            var original = Zones.ToUtc(exception.OriginalStart!.Value, item.StartZone);
            Assert.StartsWith(exception.IsAllDay ? Wall(exception.OriginalStart.Value, true) : Wall(original.UtcDateTime, false) + "Z", Value(delivered, "RECURRENCE-ID"), StringComparison.Ordinal);
            Assert.Equal(Wall(exception.Start, exception.IsAllDay), Time(delivered, "DTSTART"));
            Assert.Equal(Attendees(exception), delivered.Where(l => l.StartsWith("ATTENDEE", StringComparison.Ordinal)).Select(Attendee));
        }
    }

    private static void Compare(SeededContact contact, IReadOnlyList<string> card)
    {
        if (OddCards.Contains(contact.DisplayName))
        {
            return;
        }

        Assert.Equal(contact.DisplayName ?? string.Empty, Unescape(Value(card, "FN")));
        Assert.Equal(
            contact.Emails.OfType<SeededContactAddress>().Select(e => e.Address),
            card.Where(l => l.StartsWith("EMAIL", StringComparison.Ordinal)).Select(l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..]));
        if (contact.Birthday is { } birthday)
        {
            Assert.Equal(TimeZoneInfo.ConvertTime(birthday, Zones.WestEurope).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Value(card, "BDAY"));
        }

        foreach (var (key, type) in new[] { ("MobilePhone", "cell"), ("BusinessPhone", "work"), ("HomePhone", "home"), ("Pager", "pager") })
        {
            Assert.Equal(contact.Phones.GetValueOrDefault(key, string.Empty), Value(card, $"TEL;TYPE={type}"));
        }

        Assert.Equal(contact.HasPicture ? Convert.ToBase64String(contact.Attachments[0].Content.Span) : string.Empty, Value(card, "PHOTO").Trim());
        Assert.Equal(contact.Body.ReplaceLineEndings("\n").Length, Unescape(Value(card, "NOTE")).Length);
    }

    private static string Id(string name) => Uri.UnescapeDataString(name).Replace(".EML", string.Empty, StringComparison.Ordinal).Replace('_', '/').Replace('-', '+');

    private static List<IReadOnlyList<string>> Events(IReadOnlyList<string> lines)
    {
        var events = new List<IReadOnlyList<string>>();
        for (var at = 0; at < lines.Count; at++)
        {
            if (lines[at] == "BEGIN:VEVENT")
            {
                events.Add(lines.Skip(at).TakeWhile(l => l != "END:VEVENT").ToList());
            }
        }

        return events;
    }

    /// <summary>Behind the first colon outside quotes; empty where there is no such line.</summary>
    private static string Value(IReadOnlyList<string> lines, string name) =>
        lines.FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.Ordinal) || l.StartsWith(name + ";", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..] : string.Empty;

    /// <summary>Behind the last colon: some zones have one in their names.</summary>
    private static string Time(IReadOnlyList<string> lines, string name) => Value(lines, name).Split(':')[^1].TrimEnd('Z');

    private static string Wall(DateTime time, bool isDay) => time.ToString(isDay ? "yyyyMMdd" : "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static List<(string Address, string Response)> Attendees(SeededAppointment item) => item.Required.Concat(item.Optional)
        .Select(a => (a.Address.Address, a.Response switch { "Accept" or "Organizer" => "ACCEPTED", "Tentative" => "TENTATIVE", "Decline" => "DECLINED", _ => "NEEDS-ACTION" }))
        .ToList();

    private static (string Address, string Response) Attendee(string line) =>
        (line[(line.LastIndexOf(":mailto:", StringComparison.Ordinal) + 8)..], line.Split("PARTSTAT=")[1].Split(';')[0]);

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            plain.Append(text[at] != '\\' || at == text.Length - 1 ? text[at] : text[++at] == 'n' ? '\n' : text[at]);
        }

        return plain.ToString();
    }
}
