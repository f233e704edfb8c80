using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using Xunit;

namespace KerioMigration.Tests.Simulation.Exchange;

/// <summary>Extended properties, MIME content, and what differs between the versions.</summary>
public sealed class GroupwarePropertyTests
{
    private static readonly XNamespace T = RawEws.T;

    [Theory]
    [InlineData("calendar", "Quartalsplanung", "Appointment", 0x8205, "2")]
    [InlineData("calendar", "Quartalsplanung", "Appointment", 0x820D, "2024-06-18T11:00:00Z")]
    [InlineData("calendar", "Quartalsplanung", "Common", 0x8501, "15")]
    [InlineData("calendar", "Jour fixe", "Appointment", 0x8223, "true")]
    [InlineData("contacts", "Dr. Max Moritz Muster Jr.", "Address", 0x8083, "max@muster.example.net")]
    [InlineData("contacts", "EX-Adresse mit SMTP", "Address", 0x8084, "bob@example.org")]
    [InlineData("contacts", "Dr. Max Moritz Muster Jr.", "Address", 0x804F, "Feld 1")]
    [InlineData("contacts", "Dr. Max Moritz Muster Jr.", "Address", 0x80DE, "1980-02-29T00:00:00Z")]
    [InlineData("tasks", "In Arbeit", "Task", 0x8102, "0.35")]
    [InlineData("tasks", "In Arbeit", "Task", 0x8105, "2024-06-30T00:00:00Z")]
    public async Task Properties_of_a_set_come_by_name_and_by_GUID(string folder, string subject, string set, int id, string expected)
    {
        var guid = set switch { "Appointment" => "00062002", "Common" => "00062008", "Address" => "00062004", _ => "00062003" };
        foreach (var path in new[] { $"DistinguishedPropertySetId=\"{set}\"", $"PropertySetId=\"{guid}-0000-0000-C000-000000000046\"" })
        {
            var item = await GetAsync(folder, subject, $"<t:ExtendedFieldURI {path} PropertyId=\"{id}\" PropertyType=\"String\"/>");
            Assert.Equal(expected, (string?)item.Descendants(T + "Value").Single());
        }
    }

    [Fact]
    public async Task The_global_id_of_an_occurrence_holds_its_day()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var master = exchange.Organization.Users[0].Mailbox["calendar"].Items.OfType<SeededAppointment>().First(i => i.Subject == "Jour fixe");
        var answer = await ews.GetItemsAsync(
            [master.Id, master.Exceptions[0].Id],
            false,
            string.Concat(new[] { 3, 35 }.Select(i => $"<t:ExtendedFieldURI DistinguishedPropertySetId=\"Meeting\" PropertyId=\"{i}\" PropertyType=\"Binary\"/>")));
        var values = answer.Descendants(T + "Value").Select(v => Convert.ToHexString(Convert.FromBase64String(v.Value))).ToList();
        Assert.Equal(values[0], values[1]);
        Assert.Equal(values[0], values[3]);
        Assert.Equal("07E80A0A", values[2].Substring(32, 8));
    }

    [Fact]
    public async Task Notes_and_journal_entries_carry_their_sets()
    {
        var note = await GetAsync("notes", "Einkaufen 2", Guid("0006200e", 0x8B00) + Guid("0006200e", 0x8B02));
        Assert.Equal(["2", "200"], note.Descendants(T + "Value").Select(v => v.Value));
        var entry = await GetAsync("journal", "Telefonat mit ACME", Guid("0006200a", 0x8700) + Guid("0006200a", 0x8706) + Guid("0006200a", 0x8707));
        Assert.Equal(["Phone call", "2024-05-14T06:30:00Z", "25"], entry.Descendants(T + "Value").Select(v => v.Value));
    }

    [Fact]
    public async Task The_servers_iCalendar_loses_attendees_and_subjects()
    {
        var item = await GetAsync("calendar", "Jour fixe", string.Empty, mime: true);
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(item.Element(T + "MimeContent")!.Value)).Replace("\r\n ", string.Empty, StringComparison.Ordinal);
        Assert.StartsWith("BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\n", text, StringComparison.Ordinal);
        Assert.Equal(7, text.Split("BEGIN:VEVENT").Length - 1);
        Assert.Equal(2, text.Split("SUMMARY;").Length - 1);
        Assert.Contains("RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;WKST=MO;COUNT=12\r\nEXDATE;TZID=W. Europe Standard Time:20241121T090000\r\n", text, StringComparison.Ordinal);
        Assert.Contains("RECURRENCE-ID;TZID=W. Europe Standard Time:20241010T090000\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ATTENDEE", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2010Sp2, "Exchange2010_SP2", "ErrorUnsupportedMimeConversion")]
    [InlineData(ExchangeVersion.Exchange2016, "Exchange2013_SP1", "NoError")]
    public async Task Contacts_have_a_poor_card_since_2013(ExchangeVersion server, string version, string code)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware(), new SimulatedExchangeOptions { Version = server });
        using var ews = new RawEws(exchange) { Version = version };
        var contact = exchange.Organization.Users[0].Mailbox["contacts"].Items[0];
        var answer = await ews.GetItemsAsync([contact.Id]);
        Assert.Equal(code, RawEws.Codes(answer).Single());
        var cards = answer.Descendants(T + "MimeContent").Select(m => Encoding.UTF8.GetString(Convert.FromBase64String(m.Value)));
        Assert.All(cards, c => Assert.DoesNotContain("TEL", c, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Exchange2007_SP1", "")]
    [InlineData("Exchange2010_SP2", "StartTimeZone,EndTimeZone")]
    [InlineData("Exchange2013_SP1", "StartTimeZone,EndTimeZone,StartWallClock,EndWallClock,StartTimeZoneId,EndTimeZoneId")]
    public async Task Zones_depend_on_the_version(string version, string expected)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange) { Version = version };
        var flight = exchange.Organization.Users[0].Mailbox["calendar"].Items.First(i => i.Subject == "Flug nach New York");
        var answer = await ews.CallAsync($"<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds><t:ItemId Id=\"{flight.Id}\"/></m:ItemIds></m:GetItem>");
        var item = answer.Descendants(T + "CalendarItem").Single();
        Assert.Equal(expected, string.Join(',', item.Elements().Select(e => e.Name.LocalName).Where(n => n is not ("MeetingTimeZone" or "TimeZone") && (n.Contains("Zone", StringComparison.Ordinal) || n.Contains("Wall", StringComparison.Ordinal)))));
        if (version == "Exchange2013_SP1")
        {
            Assert.Equal(["2024-08-01T10:05:00+02:00", "2024-08-01T12:40:00-04:00"], item.Elements().Where(e => e.Name.LocalName.EndsWith("Clock", StringComparison.Ordinal)).Select(e => e.Value));
        }
    }

    [Fact]
    public async Task A_zone_whose_rules_changed_has_a_group_for_each()
    {
        var item = await GetAsync("calendar", "Vor der Regel von 2007", "<t:FieldURI FieldURI=\"calendar:StartTimeZone\"/>");
        Assert.Equal(2, item.Descendants(T + "TransitionsGroup").Count());
        Assert.Equal("2007-01-01T00:00:00", (string?)item.Descendants(T + "DateTime").Single());
        Assert.Equal(["4", "10", "3", "11"], item.Descendants(T + "Month").Select(m => m.Value));
        Assert.Equal(["1", "-1", "2", "1"], item.Descendants(T + "Occurrence").Select(m => m.Value));
    }

    [Fact]
    public async Task A_field_of_another_kind_is_refused_by_name()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var mailbox = exchange.Organization.Users[0].Mailbox;
        var answer = await ews.GetItemsAsync(
            [mailbox["calendar"].Items[0].Id, mailbox["contacts"].Items[0].Id], false, "<t:IndexedFieldURI FieldURI=\"contacts:PhoneNumber\" FieldIndex=\"Pager\"/>");
        Assert.Equal(["ErrorInvalidPropertyRequest", "NoError"], RawEws.Codes(answer));
    }

    private static string Guid(string prefix, int id) => string.Create(
        CultureInfo.InvariantCulture, $"<t:ExtendedFieldURI PropertySetId=\"{prefix}-0000-0000-C000-000000000046\" PropertyId=\"{id}\" PropertyType=\"String\"/>");

    private static async Task<XElement> GetAsync(string folder, string subject, string additional, bool mime = false)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var id = exchange.Organization.Users[0].Mailbox[folder].Items.First(i => i.Subject == subject).Id;
        return (await ews.GetItemsAsync([id], mime, additional)).Descendants(RawEws.M + "Items").Elements().Single();
    }
}
