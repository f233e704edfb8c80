using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dav;
using KerioMigration.Simulation.Kerio.Store;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

/// <summary>Objects that come, change and go.</summary>
public sealed class ObjectTests
{
    private const string Path = DavClient.Calendar + "mine.ics";

    [Fact]
    public async Task A_put_to_a_name_keeps_name_and_text()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        var made = await client.PutAsync(Path, Objects.Event("1"), ("If-None-Match", "*"));
        var stored = Assert.Single(Items(kerio, FolderKind.Calendar));
        Assert.Equal((HttpStatusCode.Created, stored.ETag), (made.Status, made.Header("ETag")));
        Assert.Matches("^[0-9a-f]{32}0000000100000000$", stored.ETag);
        Assert.Equal(("mine.ics", "1", Objects.Event("1")), (stored.Name, stored.Uid, stored.Text));
        var got = await client.SendAsync("GET", Path);
        Assert.Equal((Objects.Event("1"), stored.ETag, "text/calendar; charset=utf-8"), (got.Text, got.Header("ETag"), got.Header("Content-Type")));
    }

    [Theory]
    [InlineData(DavClient.Calendar, ".ics")]
    [InlineData(DavClient.Book, ".vcf")]
    public async Task A_put_to_the_collection_is_named_by_the_server(string collection, string ending)
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        var text = collection == DavClient.Book ? Objects.Card("1") : Objects.Event("1");
        Assert.Equal(HttpStatusCode.Created, (await client.PutAsync(collection, text)).Status);
        var listed = await client.PropFindAsync(collection, "1", "D:getetag");
        var href = Assert.Single(listed.Hrefs, h => h != collection);
        Assert.True(Guid.TryParse(href[collection.Length..^ending.Length], out _));
        Assert.EndsWith(ending, href, StringComparison.Ordinal);
        Assert.Equal(text, await client.GetAsync(href));
    }

    [Fact]
    public async Task An_item_made_elsewhere_has_an_eml_address()
    {
        await using var kerio = await DavClient.StartServerAsync();
        var folder = kerio.Store.Mailbox(DavClient.User).Default(FolderKind.Contacts);
        folder.Resources.Add(new NewResource("text/vcard", Objects.Card("1"), "1"));
        using var client = new DavClient(kerio);
        var listed = await client.PropFindAsync(DavClient.Book, "1", "D:getetag", "D:getcontenttype", "D:resourcetype");
        var href = $"{DavClient.Book}{folder.Guid}-00000001.eml";
        Assert.Equal([DavClient.Book, href], listed.Hrefs);
        Assert.Equal($"{folder.Guid:N}0000000100000000", listed.Found(href, DavReply.Dav + "getetag")!.Value);
        Assert.Equal("text/vcard; charset=utf-8", listed.Found(href, DavReply.Dav + "getcontenttype")!.Value);
        Assert.Equal(Objects.Card("1"), await client.GetAsync(href));
    }

    [Fact]
    public async Task What_is_no_card_does_not_show_in_an_address_book()
    {
        await using var kerio = await DavClient.StartServerAsync();
        var mailbox = kerio.Store.Mailbox(DavClient.User);
        mailbox.Default(FolderKind.Contacts).Resources.Add(new NewResource("application/x-list", "members", "1"));
        mailbox.Default(FolderKind.Notes).Resources.Add(new NewResource("text/plain", "a note", string.Empty));
        using var client = new DavClient(kerio);
        Assert.Equal([DavClient.Book], (await client.PropFindAsync(DavClient.Book, "1", "D:getetag")).Hrefs);
        Assert.Single((await client.PropFindAsync("/full-calendars/example.com/jdoe/Notes/", "1", "D:getetag")).Hrefs);
        Assert.Single((await client.PropFindAsync("/full-calendars/example.com/jdoe/Contacts/", "1", "D:getetag")).Hrefs);
    }

    [Fact]
    public async Task An_existing_name_is_not_overwritten_when_a_new_item_is_meant()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        await client.PutAsync(Path, Objects.Event("1"));
        var again = await client.PutAsync(Path, Objects.Event("1", "LOCATION:x\r\n"), ("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, again.Status);
        Assert.Equal(Objects.Event("1"), Assert.Single(Items(kerio, FolderKind.Calendar)).Text);
    }

    [Fact]
    public async Task A_server_may_not_know_the_precondition()
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { HonoursIfNoneMatch = false, UpdateStatus = 200 });
        using var client = new DavClient(kerio);
        await client.PutAsync(Path, Objects.Event("1"));
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsync(Path, Objects.Event("1", "LOCATION:x\r\n"), ("If-None-Match", "*"))).Status);
        Assert.Equal(1u, Assert.Single(Items(kerio, FolderKind.Calendar)).Revision);
    }

    [Fact]
    public async Task A_change_needs_the_etag_of_what_is_there()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        var first = (await client.PutAsync(Path, Objects.Event("1"))).Header("ETag")!;
        var changed = await client.PutAsync(Path, Objects.Event("1", "LOCATION:x\r\n"), ("If-Match", first));
        Assert.Equal((HttpStatusCode.NoContent, first[..^1] + "1"), (changed.Status, changed.Header("ETag")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.PutAsync(Path, Objects.Event("1"), ("If-Match", first))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.SendAsync("DELETE", Path, null, ("If-Match", first))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.PutAsync(DavClient.Calendar + "other.ics", Objects.Event("2"), ("If-Match", "*"))).Status);
        Assert.Empty(kerio.DavViolations);
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync("DELETE", Path, null, ("If-Match", changed.Header("ETag")!))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync("GET", Path)).Status);
    }

    [Fact]
    public async Task An_etag_that_comes_back_in_other_clothes_is_noted()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        var etag = (await client.PutAsync(Path, Objects.Event("1"))).Header("ETag")!;
        Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsync(Path, Objects.Event("1", "LOCATION:x\r\n"), ("If-Match", $"\"{etag}\""))).Status);
        Assert.Equal(new DavViolation(DavClient.User, Path, $"If-Match is not the ETag as it was sent: \"{etag}\""), Assert.Single(kerio.DavViolations));
    }

    [Fact]
    public async Task Etags_come_in_quotes_when_told_so()
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { QuotesETags = true });
        using var client = new DavClient(kerio);
        var etag = (await client.PutAsync(Path, Objects.Event("1"))).Header("ETag")!;
        Assert.Matches("^\"[0-9a-f]{48}\"$", etag);
        Assert.Equal(etag, (await client.PropFindAsync(Path, "0", "D:getetag")).Found(Path, DavReply.Dav + "getetag")!.Value);
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync("DELETE", Path, null, ("If-Match", etag))).Status);
        Assert.Empty(kerio.DavViolations);
    }

    [Theory]
    [InlineData(DavClient.Calendar, "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n", "valid-calendar-data")]
    [InlineData(DavClient.Calendar, "no calendar", "valid-calendar-data")]
    [InlineData(DavClient.Calendar, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VCALENDAR\r\n", "valid-calendar-data")]
    [InlineData(DavClient.Calendar, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "valid-calendar-object-resource")]
    [InlineData(DavClient.Calendar, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "valid-calendar-object-resource")]
    [InlineData(DavClient.Calendar, "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1\r\nEND:VTODO\r\nEND:VCALENDAR\r\n", "supported-calendar-component")]
    [InlineData(DavClient.Tasks, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "supported-calendar-component")]
    [InlineData(DavClient.Book, "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nN:x;;;;\r\nEND:VCARD\r\n", "valid-address-data")]
    public async Task What_a_folder_does_not_take_is_refused(string collection, string text, string precondition)
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        var reply = await client.PutAsync(collection + "x", text);
        Assert.Equal((HttpStatusCode.Forbidden, precondition), (reply.Status, reply.Precondition));
        Assert.Equal(0, kerio.Store.Mailbox(DavClient.User).ItemCount);
    }

    [Fact]
    public async Task An_unwrapped_event_may_get_lost()
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { LosesUnwrappedObjects = true });
        using var client = new DavClient(kerio);
        Assert.Equal(HttpStatusCode.Created, (await client.PutAsync(Path, "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n")).Status);
        Assert.Empty(Items(kerio, FolderKind.Calendar));
    }

    [Theory]
    [InlineData("/full-calendars/example.com/jdoe/Notes/x")]
    [InlineData("/full-calendars/example.com/jdoe/INBOX/x")]
    [InlineData("/full-calendars/example.com/jdoe/Contacts/x")]
    public async Task Other_folders_take_nothing(string path)
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PutAsync(path, Objects.Card("1"))).Status);
    }

    [Fact]
    public async Task A_collection_that_is_not_there_takes_nothing()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PutAsync("/full-calendars/example.com/jdoe/Missing/x.ics", Objects.Event("1"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PutAsync("/full-calendars/example.com/jdoe/Missing/", Objects.Event("1"))).Status);
    }

    [Theory]
    [InlineData(UidConflict.Refused, HttpStatusCode.Conflict, 1)]
    [InlineData(UidConflict.Overwritten, HttpStatusCode.NoContent, 1)]
    [InlineData(UidConflict.Duplicated, HttpStatusCode.Created, 2)]
    public async Task A_uid_under_another_name(UidConflict conflict, HttpStatusCode status, int count)
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { UidConflict = conflict });
        using var client = new DavClient(kerio);
        await client.PutAsync(Path, Objects.Event("1"));
        var reply = await client.PutAsync(DavClient.Calendar + "other.ics", Objects.Event("1", "LOCATION:x\r\n"));
        Assert.Equal(status, reply.Status);
        var items = Items(kerio, FolderKind.Calendar);
        Assert.Equal(count, items.Length);
        Assert.Equal("mine.ics", items[0].Name);
        Assert.Equal(conflict == UidConflict.Overwritten, items[0].Text.Contains("LOCATION", StringComparison.Ordinal));
        if (conflict == UidConflict.Refused)
        {
            Assert.Equal(("no-uid-conflict", Path), (reply.Precondition, reply.Xml.Value));
        }
    }

    [Fact]
    public async Task Another_collection_may_hold_the_same_uid()
    {
        await using var kerio = await DavClient.StartServerAsync();
        kerio.Store.Mailbox(DavClient.User).Create("Second", FolderKind.Calendar);
        using var client = new DavClient(kerio);
        await client.PutAsync(Path, Objects.Event("1"));
        Assert.Equal(HttpStatusCode.Created, (await client.PutAsync("/full-calendars/example.com/jdoe/Second/mine.ics", Objects.Event("1"))).Status);
    }

    [Fact]
    public async Task An_item_moves_to_another_calendar()
    {
        await using var kerio = await DavClient.StartServerAsync();
        var second = kerio.Store.Mailbox(DavClient.User).Create("Second", FolderKind.Calendar)!;
        using var client = new DavClient(kerio);
        var etag = (await client.PutAsync(Path, Objects.Event("1"))).Header("ETag")!;
        var target = $"/full-calendars/example.com/jdoe/{second.Guid}/moved.ics";
        var destination = ("Destination", new Uri(kerio.WebUrl, target).AbsoluteUri);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.SendAsync("MOVE", Path, null, destination, ("If-Match", etag[..^1] + "9"))).Status);
        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync("MOVE", Path, null, destination, ("If-Match", etag))).Status);
        Assert.Empty(Items(kerio, FolderKind.Calendar));
        Assert.Equal(("moved.ics", $"{second.Guid:N}0000000100000000"), second.Resources.All.Select(r => (r.Name, r.ETag)).Single());
    }

    [Fact]
    public async Task A_move_overwrites_when_it_may_and_stays_within_its_kind()
    {
        await using var kerio = await DavClient.StartServerAsync();
        var second = kerio.Store.Mailbox(DavClient.User).Create("Second", FolderKind.Calendar)!;
        using var client = new DavClient(kerio);
        await client.PutAsync(Path, Objects.Event("1"));
        const string Target = "/full-calendars/example.com/jdoe/Second/x.ics";
        await client.PutAsync(Target, Objects.Event("2"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.SendAsync("MOVE", Path, null, ("Destination", Target), ("Overwrite", "F"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync("MOVE", Path, null, ("Destination", DavClient.Tasks + "x.ics"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await client.SendAsync("MOVE", Path, null, ("Destination", "/full-calendars/example.com/jdoe/No/x.ics"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync("MOVE", Path, null, ("Destination", Target))).Status);
        Assert.Equal("1", Assert.Single(second.Resources.All).Uid);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_told_or_not()
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { MaxBodySize = 1000 });
        using var client = new DavClient(kerio);
        var large = Objects.Event("1", $"DESCRIPTION:{new string('x', 1000)}\r\n");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.PutAsync(Path, large)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.PutAsync(Path, large, ("Transfer-Encoding", "chunked"))).Status);
        Assert.Equal(HttpStatusCode.Created, (await client.PutAsync(Path, Objects.Event("1"), ("Transfer-Encoding", "chunked"))).Status);
        Assert.Equal("1000", (await client.PropFindAsync(DavClient.Calendar, "0", "C:max-resource-size")).Xml.Value.Split("200 OK")[1]);
    }

    [Fact]
    public async Task A_full_mailbox_takes_no_more()
    {
        await using var kerio = await DavClient.StartServerAsync();
        kerio.Store.FindUser(DavClient.User)!.ItemQuota = 1;
        using var client = new DavClient(kerio);
        await client.PutAsync(Path, Objects.Event("1"));
        var reply = await client.PutAsync(DavClient.Calendar + "2.ics", Objects.Event("2"));
        Assert.Equal((HttpStatusCode.InsufficientStorage, "quota-not-exceeded"), (reply.Status, reply.Precondition));
        Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsync(Path, Objects.Event("1", "LOCATION:x\r\n"))).Status);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync("PROPFIND", DavClient.Calendar, "no xml", ("Depth", "0"))).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.PutAsync("/full-calendars/example.com/jdoe/", Objects.Event("1"))).Status);
    }

    private static KerioResource[] Items(SimulatedKerio kerio, FolderKind kind) => [.. kerio.Store.Mailbox(DavClient.User).Default(kind).Resources.All];
}
