using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

/// <summary>From nothing but a host to the collections, and the oddities on the way.</summary>
public sealed class DiscoveryTests
{
    [Theory]
    [InlineData("/.well-known/caldav")]
    [InlineData("/.well-known/carddav")]
    public async Task The_redirect_is_relative(string path)
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio, password: "not signed in");
        var reply = await client.PropFindAsync(path, "0", "D:current-user-principal");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/caldav/"), (reply.Status, reply.Header("Location")));
    }

    [Fact]
    public async Task Without_well_known_addresses_there_is_nothing()
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { WellKnown = false });
        using var client = new DavClient(kerio);
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync("PROPFIND", "/.well-known/caldav")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync("GET", "/elsewhere")).Status);
    }

    [Theory]
    [InlineData("jdoe@example.com")]
    [InlineData("jdoe")]
    [InlineData("JDoe@Example.com")]
    public async Task Leads_from_the_root_to_the_homes(string login)
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio, login);
        var root = await client.PropFindAsync("/caldav", "0", "D:current-user-principal");
        var principal = root.Found("/caldav/", DavReply.Dav + "current-user-principal")!.Value;
        Assert.Equal("/caldav/users/example.com/jdoe/", principal);
        var homes = await client.PropFindAsync(principal, "0", "C:calendar-home-set", "A:addressbook-home-set", "C:calendar-user-address-set");
        Assert.Equal("/full-calendars/example.com/jdoe/", homes.Found(principal, DavReply.CalDav + "calendar-home-set")!.Value);
        Assert.Equal("/contacts/example.com/jdoe/", homes.Found(principal, DavReply.CardDav + "addressbook-home-set")!.Value);
        Assert.Equal("mailto:jdoe@example.com", homes.Found(principal, DavReply.CalDav + "calendar-user-address-set")!.Value);
    }

    [Theory]
    [InlineData("jdoe@example.com", "wrong")]
    [InlineData("nobody@example.com", DavClient.Password)]
    [InlineData("jdoe@example.com", "M4ster-secret")]
    [InlineData("jdoe@elsewhere.example", DavClient.Password)]
    public async Task Only_the_own_password_opens(string login, string password)
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio, login, password);
        var reply = await client.PropFindAsync("/caldav", "0", "D:current-user-principal");
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.StartsWith("Basic ", reply.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal(1, kerio.FailedLogins);
    }

    [Fact]
    public async Task The_mailbox_of_another_user_stays_closed()
    {
        await using var kerio = await DavClient.StartServerAsync();
        kerio.Store.AddUser("other@example.com", "secret");
        using var client = new DavClient(kerio);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PropFindAsync("/full-calendars/example.com/other/", "1", "D:displayname")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PropFindAsync("/full-calendars/example.com/nobody/", "1", "D:displayname")).Status);
    }

    [Fact]
    public async Task Options_tells_what_10_x_was_seen_to_tell()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        var reply = await client.SendAsync("OPTIONS", "/caldav");
        Assert.Equal(
            "1, access-control, calendar-access, calendar-schedule, calendar-auto-schedule, calendarserver-principal-property-search, "
            + "calendarserver-sharing, calendarserver-sharing-no-scheduling, addressbook, calendar-default-alarms",
            reply.Header("DAV"));
        Assert.Equal("08.01.10240", reply.Header("MS-WebStorage"));
        Assert.DoesNotContain("MKCOL", reply.Header("Allow"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.SendAsync("MKCOL", "/contacts/example.com/jdoe/more/")).Status);
    }

    [Fact]
    public async Task Only_calendars_and_task_lists_are_calendars()
    {
        await using var kerio = await DavClient.StartServerAsync();
        var mailbox = kerio.Store.Mailbox(DavClient.User);
        using var client = new DavClient(kerio);
        var home = await client.PropFindAsync("/full-calendars/example.com/jdoe/", "1", "D:displayname", "D:resourcetype", "C:supported-calendar-component-set");
        var found = mailbox.Folders.Select(f => (Folder: f, Href: $"/full-calendars/example.com/jdoe/{f.Guid}/")).Select(f => string.Join(' ',
            f.Folder.Path,
            string.Join(',', home.Found(f.Href, DavReply.Dav + "resourcetype")!.Elements().Select(e => e.Name.LocalName)),
            (string?)home.Found(f.Href, DavReply.CalDav + "supported-calendar-component-set")?.Elements().Single().Attribute("name")));
        Assert.Equal(
            ["INBOX collection ", "Deleted Items collection ", "Drafts collection ", "Junk E-mail collection ", "Sent Items collection ",
                "Calendar collection,calendar VEVENT", "Contacts collection ", "Tasks collection,calendar VTODO", "Notes collection "],
            found);
    }

    [Fact]
    public async Task The_contact_home_lists_the_contact_folders()
    {
        await using var kerio = await DavClient.StartServerAsync();
        var more = kerio.Store.Mailbox(DavClient.User).Create("Partners", FolderKind.Contacts)!;
        using var client = new DavClient(kerio);
        var home = await client.PropFindAsync("/contacts/example.com/jdoe/", "1", "D:resourcetype", "D:displayname");
        Assert.Equal(["/contacts/example.com/jdoe/", DavClient.Book, $"/contacts/example.com/jdoe/{more.Guid}/"], home.Hrefs);
        Assert.NotNull(home.Found(DavClient.Book, DavReply.Dav + "resourcetype")!.Element(DavReply.CardDav + "addressbook"));
    }

    [Fact]
    public async Task Nested_folders_are_not_listed()
    {
        await using var kerio = await DavClient.StartServerAsync();
        var nested = kerio.Store.Mailbox(DavClient.User).Create("Calendar/Team", FolderKind.Calendar)!;
        using var client = new DavClient(kerio);
        var home = await client.PropFindAsync("/full-calendars/example.com/jdoe/", "1", "D:displayname");
        Assert.DoesNotContain(home.Hrefs, h => h.Contains(nested.Guid.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("infinity")]
    [InlineData(null)]
    public async Task Nothing_is_listed_to_any_depth(string? depth)
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        var reply = await client.SendAsync("PROPFIND", DavClient.Calendar, null, depth is null ? [] : [("Depth", depth)]);
        Assert.Equal((HttpStatusCode.Forbidden, "propfind-finite-depth"), (reply.Status, reply.Precondition));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bodies_come_in_chunks_and_deflated_when_allowed(bool bare)
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { BareDeflate = bare });
        using var client = new DavClient(kerio);
        var plain = await client.SendAsync("PROPFIND", "/full-calendars/example.com/jdoe/", null, ("Depth", "1"));
        Assert.Equal(("chunked", null), (plain.Header("Transfer-Encoding"), plain.Header("Content-Encoding")));
        var packed = await client.SendAsync("PROPFIND", "/full-calendars/example.com/jdoe/", null, ("Depth", "1"), ("Accept-Encoding", "gzip, deflate"));
        Assert.Equal(("chunked", "deflate"), (packed.Header("Transfer-Encoding"), packed.Header("Content-Encoding")));
        using Stream stream = bare
            ? new DeflateStream(new MemoryStream(packed.Body), CompressionMode.Decompress)
            : new ZLibStream(new MemoryStream(packed.Body), CompressionMode.Decompress);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Assert.Equal(plain.Text, await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task The_connection_ends_with_every_answer_when_told_so()
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { ClosesConnections = true });
        using var client = new DavClient(kerio);
        Assert.Equal("close", (await client.SendAsync("OPTIONS", "/caldav")).Header("Connection"));
    }

    [Fact]
    public async Task The_ctag_of_a_calendar_names_its_task_list_too()
    {
        await using var kerio = await DavClient.StartServerAsync();
        var mailbox = kerio.Store.Mailbox(DavClient.User);
        var (calendar, tasks) = (mailbox.Default(FolderKind.Calendar), mailbox.Default(FolderKind.Tasks));
        using var client = new DavClient(kerio);
        Assert.Equal($"{calendar.Guid}-1:{tasks.Guid}-1:", await CTagAsync(client, DavClient.Calendar));
        await client.PutAsync(DavClient.Tasks + "t.ics", Objects.Task("t"));
        Assert.Equal($"{calendar.Guid}-1:{tasks.Guid}-2:", await CTagAsync(client, DavClient.Calendar));
        Assert.Equal($"{tasks.Guid}-2:", await CTagAsync(client, DavClient.Tasks));
    }

    [Fact]
    public async Task A_new_account_can_sign_in_after_a_while_only()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { NewMailboxDelay = TimeSpan.FromHours(1) });
        kerio.Store.AddUser(DavClient.User, DavClient.Password);
        using var client = new DavClient(kerio);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync("OPTIONS", "/caldav")).Status);
    }

    [Fact]
    public async Task Records_what_was_asked()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        await client.SendAsync("GET", DavClient.Calendar + "x.ics");
        Assert.Equal(new RecordedCall("dav", 0, DavClient.User, "GET", DavClient.Calendar + "x.ics"), Assert.Single(kerio.Calls));
    }

    private static async Task<string> CTagAsync(DavClient client, string path)
    {
        XNamespace calendarServer = "http://calendarserver.org/ns/";
        return (await client.PropFindAsync(path, "0", "S:getctag")).Found(path, calendarServer + "getctag")!.Value;
    }
}
