using System;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using Xunit;

namespace KerioMigration.Tests.Simulation.Exchange;

public sealed class GroupwareTests
{
    private static readonly XNamespace T = RawEws.T;

    [Fact]
    public async Task A_meeting_comes_with_its_times_attendees_and_zone()
    {
        var item = await GetAsync("calendar", "Quartalsplanung");
        Assert.Equal("2024-06-18T11:00:00Z", (string?)item.Element(T + "Start"));
        Assert.Equal("2024-06-18T13:00:00Z", (string?)item.Element(T + "End"));
        Assert.Equal("15", (string?)item.Element(T + "ReminderMinutesBeforeStart"));
        Assert.Equal("2024-06-18T11:00:00Z", (string?)item.Element(T + "ReminderDueBy"));
        Assert.Equal("anna@example.org", (string?)item.Element(T + "Organizer")!.Descendants(T + "EmailAddress").Single());
        Assert.Equal(["Accept", "Tentative", "Unknown"], item.Element(T + "RequiredAttendees")!.Descendants(T + "ResponseType").Select(e => e.Value));
        Assert.Equal("EX", item.Element(T + "RequiredAttendees")!.Descendants(T + "RoutingType").Last().Value);
        Assert.Equal("W. Europe Standard Time", (string?)item.Element(T + "StartTimeZone")!.Attribute("Id"));
        Assert.Equal(["-PT60M", "-PT120M"], item.Element(T + "StartTimeZone")!.Descendants(T + "Period").Select(p => (string?)p.Attribute("Bias")));
        Assert.StartsWith("040000008200E00074C5B7101A82E008", (string?)item.Element(T + "UID"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_series_names_its_changed_and_deleted_occurrences()
    {
        var item = await GetAsync("calendar", "Jour fixe");
        Assert.Equal("RecurringMaster", (string?)item.Element(T + "CalendarItemType"));
        Assert.Equal("Thursday", (string?)item.Descendants(T + "DaysOfWeek").First());
        Assert.Equal("2024-10-03+02:00", (string?)item.Descendants(T + "StartDate").Single());
        var modified = item.Element(T + "ModifiedOccurrences")!.Elements().ToList();
        Assert.Equal(6, modified.Count);
        Assert.Equal(("2024-10-11T12:00:00Z", "2024-10-10T07:00:00Z"), ((string?)modified[0].Element(T + "Start"), (string?)modified[0].Element(T + "OriginalStart")));

        // Behind the end of summer time the same clock is another universal time.
        Assert.Equal(["2024-11-21T08:00:00Z", "2024-12-19T08:00:00Z"], item.Element(T + "DeletedOccurrences")!.Descendants(T + "Start").Select(e => e.Value));
        Assert.Equal("2024-12-12T08:00:00Z", (string?)item.Element(T + "LastOccurrence")!.Element(T + "Start"));
    }

    [Fact]
    public async Task A_contact_comes_with_all_its_dictionaries()
    {
        var item = await GetAsync("contacts", "Dr. Max Moritz Muster Jr.");
        Assert.Equal("max@muster.example.net", Entry(item, "EmailAddresses", "EmailAddress1").Value);
        Assert.Equal("SMTP", (string?)Entry(item, "EmailAddresses", "EmailAddress1").Attribute("RoutingType"));
        Assert.Equal(19, item.Element(T + "PhoneNumbers")!.Elements().Count());
        Assert.Equal("Köln", (string?)Entry(item, "PhysicalAddresses", "Business").Element(T + "City"));
        Assert.Equal("Jr.", (string?)item.Element(T + "CompleteName")!.Element(T + "Suffix"));
        Assert.Equal("true", (string?)item.Element(T + "HasPicture"));
        Assert.Equal("1980-02-28T23:00:00Z", (string?)item.Element(T + "Birthday"));
        Assert.Equal("true", (string?)item.Descendants(T + "IsContactPhoto").Single());
    }

    [Fact]
    public async Task Single_entries_of_a_dictionary_can_be_asked_for()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var contact = exchange.Organization.Users[0].Mailbox["contacts"].Items[0];
        var answer = await ews.GetItemsAsync(
            [contact.Id],
            false,
            "<t:IndexedFieldURI FieldURI=\"contacts:EmailAddress\" FieldIndex=\"EmailAddress2\"/><t:IndexedFieldURI FieldURI=\"contacts:PhysicalAddress:City\" FieldIndex=\"Home\"/>" +
            "<t:IndexedFieldURI FieldURI=\"contacts:ImAddress\" FieldIndex=\"ImAddress3\"/><t:IndexedFieldURI FieldURI=\"contacts:PhoneNumber\" FieldIndex=\"Pager\"/>");
        var item = answer.Descendants(T + "Contact").Single();
        Assert.Equal(["ItemId", "EmailAddresses", "PhysicalAddresses", "PhoneNumbers", "ImAddresses"], item.Elements().Select(e => e.Name.LocalName));
        Assert.Equal(["EmailAddress2", "Home", "Pager", "ImAddress3"], item.Descendants(T + "Entry").Select(e => (string?)e.Attribute("Key")));
        Assert.Equal("Bonn", item.Descendants(T + "City").Single().Value);
        Assert.Empty(item.Descendants(T + "Street"));
    }

    private static XElement Entry(XElement item, string dictionary, string key) =>
        item.Element(T + dictionary)!.Elements(T + "Entry").Single(e => (string?)e.Attribute("Key") == key);

    private static async Task<XElement> GetAsync(string folder, string subject, string version = "Exchange2010_SP2")
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange) { Version = version };
        var id = exchange.Organization.Users[0].Mailbox[folder].Items.First(i => i.Subject == subject).Id;
        var answer = await ews.CallAsync($"<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds><t:ItemId Id=\"{id}\"/></m:ItemIds></m:GetItem>");
        return answer.Descendants(RawEws.M + "Items").Single().Elements().Single();
    }
}
