using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using Xunit;

namespace KerioMigration.Tests.Simulation.Exchange;

public sealed class OccurrenceTests
{
    private static readonly XNamespace T = RawEws.T;

    [Fact]
    public async Task A_changed_occurrence_is_fetched_by_its_id_with_its_own_values()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var master = Series(exchange, "Jour fixe");
        var items = await GetAsync(ews, master.Exceptions.Select(e => $"<t:ItemId Id=\"{e.Id}\"/>"));
        Assert.Equal(6, items.Count);
        Assert.All(items, i => Assert.Equal("Exception", (string?)i.Element(T + "CalendarItemType")));
        Assert.Equal("2024-10-11T12:00:00Z", (string?)items[0].Element(T + "Start"));
        Assert.Equal("2024-10-10T07:00:00Z", (string?)items[0].Element(T + "RecurrenceId"));
        Assert.Equal("Jour fixe (Budget 📈)", (string?)items[1].Element(T + "Subject"));
        Assert.Equal("Andere Tagesordnung.\r\n", (string?)items[1].Element(T + "Body"));
        Assert.Equal(2, items[2].Element(T + "RequiredAttendees")!.Elements().Count());
        Assert.Equal("false", (string?)items[2].Element(T + "ReminderIsSet"));
        Assert.Equal("Zahlen.xlsx", (string?)items[3].Descendants(T + "FileAttachment").Single().Element(T + "Name"));
        Assert.Equal("true", (string?)items[5].Element(T + "IsCancelled"));
        Assert.All(items, i => Assert.Equal(GlobalObjectIds.Uid(master.GlobalId!), (string?)i.Element(T + "UID")));
    }

    [Fact]
    public async Task An_occurrence_is_fetched_by_its_number_and_its_series_by_the_occurrence()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var master = Series(exchange, "Jour fixe");
        var items = await GetAsync(ews, [Number(master, 1), Number(master, 2), Number(master, 10)]);
        Assert.Equal(["Occurrence", "Exception", "Occurrence"], items.Select(i => (string?)i.Element(T + "CalendarItemType")));
        Assert.Equal(["2024-10-03T07:00:00Z", "2024-10-11T12:00:00Z", "2024-12-05T08:00:00Z"], items.Select(i => (string?)i.Element(T + "Start")));
        var ids = items.Select(i => (string)i.Element(T + "ItemId")!.Attribute("Id")!).ToList();
        Assert.Equal(items.Select(i => i.Value), (await GetAsync(ews, ids.Select(i => $"<t:ItemId Id=\"{i}\"/>"))).Select(i => i.Value));
        var masters = await GetAsync(ews, ids.Select(i => $"<t:RecurringMasterItemId OccurrenceId=\"{i}\"/>"));
        Assert.All(masters, m => Assert.Equal(master.Id, (string?)m.Element(T + "ItemId")!.Attribute("Id")));
    }

    [Fact]
    public async Task Occurrences_that_are_not_there_have_codes_of_their_own()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var master = Series(exchange, "Jour fixe");
        var single = exchange.Organization.Users[0].Mailbox["calendar"].Items.First(i => i.Subject == "Zahnarzt");
        var answer = await ews.CallAsync(Request(
        [
            Number(master, 8), Number(master, 13), Number(master, 0), $"<t:OccurrenceItemId RecurringMasterId=\"{single.Id}\" InstanceIndex=\"1\"/>",
            $"<t:RecurringMasterItemId OccurrenceId=\"{single.Id}\"/>", $"<t:ItemId Id=\"{ExchangeIds.Occurrence(master.Id, 8)}\"/>",
        ]));
        Assert.Equal(
            [
                "ErrorCalendarOccurrenceIsDeletedFromRecurrence", "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange", "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange",
                "ErrorCalendarCannotUseIdForOccurrenceId", "ErrorCalendarCannotUseIdForRecurringMasterId", "ErrorItemNotFound",
            ],
            RawEws.Codes(answer));
    }

    [Fact]
    public async Task A_calendar_view_shows_each_occurrence_and_no_master()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var items = await ViewAsync(ews, "2024-10-07T00:00:00Z", "2024-10-19T00:00:00Z");
        Assert.DoesNotContain("RecurringMaster", items.Select(i => (string?)i.Element(T + "CalendarItemType")));
        Assert.Equal(items.Select(i => (string?)i.Element(T + "Start")).Order(), items.Select(i => (string?)i.Element(T + "Start")));
        Assert.Equal(
            [("Jour fixe", "2024-10-11T12:00:00Z"), ("Jour fixe (Budget 📈)", "2024-10-17T07:00:00Z")],
            items.Where(i => ((string?)i.Element(T + "Subject"))?.StartsWith("Jour fixe", System.StringComparison.Ordinal) == true)
                .Select(i => ((string)i.Element(T + "Subject")!, (string)i.Element(T + "Start")!)));
    }

    [Theory]
    [InlineData("calendar", "2024-01-02T00:00:00Z", "2024-01-01T00:00:00Z", "ErrorCalendarEndDateIsEarlierThanStartDate")]
    [InlineData("calendar", "2020-01-01T00:00:00Z", "2024-01-01T00:00:00Z", "ErrorCalendarViewRangeTooBig")]
    [InlineData("inbox", "2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z", "ErrorCalendarFolderIsInvalidForCalendarView")]
    public async Task A_calendar_view_has_its_bounds(string folder, string start, string end, string code)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        Assert.Equal(code, RawEws.Codes(await ews.CallAsync(View(folder, start, end))).Single());
    }

    [Fact]
    public async Task Lists_hold_a_series_once()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var calendar = exchange.Organization.Users[0].Mailbox["calendar"];
        var changes = (await ews.SyncItemsAsync(calendar.Id)).Descendants(T + "Create").Elements().ToList();
        Assert.Equal(calendar.Items.Select(i => i.Id), changes.Select(c => (string)c.Element(T + "ItemId")!.Attribute("Id")!));
        Assert.Equal(calendar.TotalCount - 1, changes.Count(c => c.Name.LocalName == "CalendarItem"));
    }

    [Fact]
    public async Task A_series_changes_as_one()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var mailbox = exchange.Organization.Users[0].Mailbox;
        var master = Series(exchange, "Jour fixe");
        var state = (await ews.SyncItemsAsync(mailbox["calendar"].Id)).Descendants(RawEws.M + "SyncState").Single().Value;
        mailbox.UpdateItem(master, m => ((SeededAppointment)m).With(new System.DateTime(2024, 12, 5, 9, 0, 0), e => e.Subject = "Neu"));
        var change = (await ews.SyncItemsAsync(mailbox["calendar"].Id, state)).Descendants(T + "Update").Single();
        Assert.Equal(master.Id, (string?)change.Descendants(T + "ItemId").Single().Attribute("Id"));
        Assert.Equal("Neu", (string?)(await GetAsync(ews, [$"<t:ItemId Id=\"{master.Exceptions[^1].Id}\"/>"])).Single().Element(T + "Subject"));
        Assert.Equal(master.ChangeKey, master.Exceptions[^1].ChangeKey);
    }

    private static SeededAppointment Series(SimulatedExchange exchange, string subject) =>
        exchange.Organization.Users[0].Mailbox["calendar"].Items.OfType<SeededAppointment>().First(i => i.Subject == subject);

    private static string Number(SeededAppointment master, int number) => $"<t:OccurrenceItemId RecurringMasterId=\"{master.Id}\" InstanceIndex=\"{number}\"/>";

    private static string Request(IEnumerable<string> ids) =>
        $"<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds>{string.Concat(ids)}</m:ItemIds></m:GetItem>";

    private static async Task<List<XElement>> GetAsync(RawEws ews, IEnumerable<string> ids) =>
        (await ews.CallAsync(Request(ids))).Descendants(RawEws.M + "Items").Elements().ToList();

    private static string View(string folder, string start, string end) =>
        $"<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape><m:CalendarView StartDate=\"{start}\" EndDate=\"{end}\"/>" +
        $"<m:ParentFolderIds><t:DistinguishedFolderId Id=\"{folder}\"/></m:ParentFolderIds></m:FindItem>";

    private static async Task<List<XElement>> ViewAsync(RawEws ews, string start, string end) =>
        (await ews.CallAsync(View("calendar", start, end))).Descendants(T + "Items").Elements().ToList();
}
