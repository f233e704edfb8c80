using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio.Store;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

public sealed class CollectionTests
{
    private const string Home = "/full-calendars/example.com/jdoe/";

    [Fact]
    public async Task A_calendar_is_made_although_the_answer_is_207()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        var reply = await MakeAsync(client, "made", "<D:displayname>Team Größe</D:displayname><I:calendar-color>#FF0000FF</I:calendar-color>");
        Assert.Equal(HttpStatusCode.MultiStatus, reply.Status);
        var refused = reply.Xml.Descendants(DavReply.Dav + "propstat").Single(p => p.Value.Contains("403", StringComparison.Ordinal));
        Assert.Equal("calendar-free-busy-set", refused.Element(DavReply.Dav + "prop")!.Elements().Single().Name.LocalName);
        var made = kerio.Store.Mailbox(DavClient.User).Folder("Team Größe");
        Assert.Equal((FolderKind.Calendar, "#FF0000FF", false), (made.Kind, made.Color, made.IsDefault));
        Assert.Contains($"{Home}{made.Guid}/", (await client.PropFindAsync(Home, "1", "D:displayname")).Hrefs);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PropFindAsync(Home + "made/", "0", "D:displayname")).Status);
        Assert.Equal(HttpStatusCode.MultiStatus, (await client.PropFindAsync(Home + "Team%20Gr%C3%B6%C3%9Fe/", "0", "D:displayname")).Status);
    }

    [Fact]
    public async Task A_calendar_without_a_display_name_is_called_by_its_address()
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { MakeCalendarAnswersCreated = true });
        using var client = new DavClient(kerio);
        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync("MKCALENDAR", Home + "Plain/")).Status);
        Assert.Equal(FolderKind.Calendar, kerio.Store.Mailbox(DavClient.User).Folder("Plain").Kind);
    }

    [Fact]
    public async Task A_task_list_is_a_calendar_of_tasks()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        await MakeAsync(client, "Errands", "<C:supported-calendar-component-set><C:comp name='VTODO'/></C:supported-calendar-component-set>");
        Assert.Equal(FolderKind.Tasks, kerio.Store.Mailbox(DavClient.User).Folder("Errands").Kind);
        Assert.Equal(HttpStatusCode.Created, (await client.PutAsync(Home + "Errands/t.ics", Objects.Task("t"))).Status);
    }

    [Theory]
    [InlineData("Calendar", "")]
    [InlineData("INBOX", "")]
    [InlineData("x", "<D:displayname>Tasks</D:displayname>")]
    [InlineData("x", "<D:displayname>a/b</D:displayname>")]
    [InlineData("x", "<C:supported-calendar-component-set><C:comp name='VJOURNAL'/></C:supported-calendar-component-set>")]
    public async Task What_cannot_be_made_is_refused(string name, string properties)
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        Assert.Equal(HttpStatusCode.Forbidden, (await MakeAsync(client, name, properties)).Status);
        Assert.Equal(9, kerio.Store.Mailbox(DavClient.User).Folders.Count);
    }

    [Fact]
    public async Task No_address_book_can_be_made()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        var reply = await client.SendAsync("MKCALENDAR", "/contacts/example.com/jdoe/more/");
        Assert.Equal((HttpStatusCode.Forbidden, "calendar-collection-location-ok"), (reply.Status, reply.Precondition));
    }

    [Fact]
    public async Task A_collection_goes_with_all_in_it()
    {
        await using var kerio = await DavClient.StartServerAsync();
        var mailbox = kerio.Store.Mailbox(DavClient.User);
        var folder = mailbox.Create("Old", FolderKind.Calendar)!;
        using var client = new DavClient(kerio);
        await client.PutAsync(Home + "Old/1.ics", Objects.Event("1"));
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync("DELETE", $"{Home}{folder.Guid}/")).Status);
        Assert.Equal((null, 0), (mailbox.Find("Old"), mailbox.ItemCount));
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync("DELETE", $"{Home}{folder.Guid}/")).Status);
    }

    [Theory]
    [InlineData("Calendar/")]
    [InlineData("INBOX/")]
    [InlineData("Notes/")]
    [InlineData("")]
    public async Task Default_and_other_folders_stay(string name)
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync("DELETE", Home + name)).Status);
        Assert.Equal(9, kerio.Store.Mailbox(DavClient.User).Folders.Count);
    }

    [Fact]
    public async Task A_calendar_can_be_renamed_and_coloured()
    {
        await using var kerio = await DavClient.StartServerAsync();
        var folder = kerio.Store.Mailbox(DavClient.User).Create("Old", FolderKind.Calendar)!;
        using var client = new DavClient(kerio);
        var reply = await client.SendAsync("PROPPATCH", $"{Home}{folder.Guid}/", $"<D:propertyupdate {DavReply.Prefixes}><D:set><D:prop>"
            + "<D:displayname>New</D:displayname><I:calendar-order>7</I:calendar-order><D:getetag>x</D:getetag></D:prop></D:set></D:propertyupdate>");
        Assert.Equal(("New", 7), (folder.Path, folder.Order));
        Assert.Equal(
            ["HTTP/1.1 200 OK displayname calendar-order", "HTTP/1.1 403 Forbidden getetag"],
            reply.Xml.Descendants(DavReply.Dav + "propstat").Select(Tell));
        var kept = await client.SendAsync("PROPPATCH", DavClient.Calendar,
            $"<D:propertyupdate {DavReply.Prefixes}><D:set><D:prop><D:displayname>Mine</D:displayname></D:prop></D:set></D:propertyupdate>");
        Assert.Equal("HTTP/1.1 403 Forbidden displayname", Tell(kept.Xml.Descendants(DavReply.Dav + "propstat").Single()));
    }

    private static string Tell(XElement propstat) =>
        $"{propstat.Element(DavReply.Dav + "status")!.Value} {string.Join(' ', propstat.Element(DavReply.Dav + "prop")!.Elements().Select(e => e.Name.LocalName))}";

    private static Task<DavReply> MakeAsync(DavClient client, string name, string properties) => client.SendAsync(
        "MKCALENDAR", $"{Home}{name}/", $"<C:mkcalendar {DavReply.Prefixes}><D:set><D:prop>{properties}</D:prop></D:set></C:mkcalendar>");
}
