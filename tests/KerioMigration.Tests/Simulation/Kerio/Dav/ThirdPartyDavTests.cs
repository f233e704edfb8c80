using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

/// <summary>vdirsyncer and curl, which we did not write.</summary>
public sealed class ThirdPartyDavTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("kerio-dav-").FullName;
    private SimulatedKerio kerio = null!;

    private KerioMailbox Mailbox => kerio.Store.Mailbox(DavClient.User);

    private string Certificate => Path.Combine(folder, "certificate.pem");

    public async Task InitializeAsync()
    {
        kerio = await DavClient.StartServerAsync();
        await File.WriteAllTextAsync(Certificate, kerio.Certificate.ExportCertificatePem());
    }

    public async Task DisposeAsync()
    {
        await kerio.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [DebianFact("vdirsyncer")]
    public async Task Vdirsyncer_finds_and_carries_calendar_tasks_and_cards_both_ways()
    {
        var (calendar, tasks, contacts) = (Mailbox.Default(FolderKind.Calendar), Mailbox.Default(FolderKind.Tasks), Mailbox.Default(FolderKind.Contacts));
        var local = (Calendar: Local($"calendars/{calendar.Guid}"), Tasks: Local($"calendars/{tasks.Guid}"), Book: Local("books/addressbook"));
        await ConfigureAsync();

        // There: everything local is new.
        await File.WriteAllTextAsync(Path.Combine(local.Calendar, "event.ics"), Objects.Event("event"));
        await File.WriteAllTextAsync(Path.Combine(local.Calendar, "doomed.ics"), Objects.Event("doomed"));
        await File.WriteAllTextAsync(Path.Combine(local.Tasks, "task.ics"), Objects.Task("task"));
        await File.WriteAllTextAsync(Path.Combine(local.Book, "card.vcf"), Objects.Card("card"));
        await VdirsyncerAsync("discover");
        await VdirsyncerAsync("sync");
        Assert.Equal(["doomed", "event"], Uids(calendar));
        Assert.Equal(Objects.Event("event"), Lines(calendar.Resources.WithUid("event").Single().Text));
        Assert.Equal(Objects.Task("task"), Lines(Assert.Single(tasks.Resources.All).Text));
        Assert.Equal(Objects.Card("card"), Lines(Assert.Single(contacts.Resources.All).Text));

        // Back: items made in another way, a change and a deletion on the server.
        calendar.Resources.Add(new NewResource("text/calendar", Objects.Event("elsewhere"), "elsewhere"));
        contacts.Resources.Add(new NewResource("text/vcard", Objects.Card("also"), "also"));
        var task = Assert.Single(tasks.Resources.All);
        tasks.Resources.Replace(task, new NewResource("text/calendar", Objects.Task("task").Replace("Do", "Redo", StringComparison.Ordinal), "task"));
        calendar.Resources.Remove(calendar.Resources.WithUid("doomed").Single());
        await VdirsyncerAsync("sync");
        Assert.Equal([Objects.Event("elsewhere"), Objects.Event("event")], Texts(local.Calendar));
        Assert.Equal([Objects.Card("also"), Objects.Card("card")], Texts(local.Book));
        Assert.Contains("Redo task", Assert.Single(Texts(local.Tasks)), StringComparison.Ordinal);

        // There again: a change and a deletion by the client, with the ETags that the server told.
        await File.WriteAllTextAsync(Path.Combine(local.Calendar, "event.ics"), Objects.Event("event", "LOCATION:moved\r\n"));
        File.Delete(Path.Combine(local.Book, "card.vcf"));
        await VdirsyncerAsync("sync");
        Assert.Equal(1u, calendar.Resources.WithUid("event").Single().Revision);
        Assert.Equal(["also"], Uids(contacts));
        Assert.Empty(kerio.DavViolations);

        // And then there is nothing left to do.
        var before = kerio.Calls.Count;
        await VdirsyncerAsync("sync");
        Assert.All(kerio.Calls.Skip(before), c => Assert.Equal("PROPFIND", c.Name));
        Assert.NotEqual(before, kerio.Calls.Count);
    }

    [DebianFact("curl")]
    public async Task Curl_lists_stores_changes_and_deletes()
    {
        var item = Path.Combine(folder, "item.ics");
        await File.WriteAllTextAsync(item, Objects.Event("1"));
        var url = $"{kerio.WebUrl}full-calendars/example.com/jdoe/Calendar/";
        Assert.Equal("201", await CurlAsync("-T", item, "-H", "If-None-Match: *", url + "1.ics"));
        Assert.Equal("412", await CurlAsync("-T", item, "-H", "If-None-Match: *", url + "1.ics"));
        Assert.Equal("207", await CurlAsync("-X", "PROPFIND", "-H", "Depth: 1", "--data", "<propfind xmlns='DAV:'><prop><getetag/></prop></propfind>", url));
        var stored = Assert.Single(Mailbox.Default(FolderKind.Calendar).Resources.All);
        Assert.Contains($">{stored.ETag}<", await File.ReadAllTextAsync(Path.Combine(folder, "body")), StringComparison.Ordinal);
        Assert.Equal("200", await CurlAsync("--compressed", url + "1.ics"));
        Assert.Equal(Objects.Event("1"), await File.ReadAllTextAsync(Path.Combine(folder, "body")));
        Assert.Contains($"ETag: {stored.ETag}\r\n", await File.ReadAllTextAsync(Path.Combine(folder, "head")), StringComparison.Ordinal);
        await File.WriteAllTextAsync(item, Objects.Event("1", "LOCATION:x\r\n"));
        Assert.Equal("204", await CurlAsync("-T", item, "-H", $"If-Match: {stored.ETag}", url + "1.ics"));
        Assert.Equal("412", await CurlAsync("-X", "DELETE", "-H", $"If-Match: {stored.ETag}", url + "1.ics"));
        Assert.Equal("204", await CurlAsync("-X", "DELETE", url + "1.ics"));
        Assert.Equal("404", await CurlAsync(url + "1.ics"));
        Assert.Equal("207", await CurlAsync("-L", "-X", "PROPFIND", "-H", "Depth: 0", $"{kerio.WebUrl}.well-known/carddav"));
        Assert.Contains("/caldav/users/example.com/jdoe/", await File.ReadAllTextAsync(Path.Combine(folder, "body")), StringComparison.Ordinal);
    }

    private static string[] Uids(KerioFolder stored) => [.. stored.Resources.All.Select(r => r.Uid).Order(StringComparer.Ordinal)];

    private static string[] Texts(string path) => [.. Directory.GetFiles(path).Select(f => Lines(File.ReadAllText(f))).Order(StringComparer.Ordinal)];

    /// <summary>vdirsyncer ends lines as it likes, and leaves the last end away.</summary>
    private static string Lines(string text) => text.Trim().ReplaceLineEndings("\r\n") + "\r\n";

    private string Local(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    private Task ConfigureAsync() => File.WriteAllTextAsync(Path.Combine(folder, "config"), $"""
        [general]
        status_path = "{folder}/status/"

        [pair calendars]
        a = "local_calendars"
        b = "kerio_calendars"
        collections = ["from b"]

        [storage local_calendars]
        type = "filesystem"
        path = "{folder}/calendars/"
        fileext = ".ics"

        [storage kerio_calendars]
        type = "caldav"
        url = "{kerio.WebUrl}"
        username = "{DavClient.User}"
        password = "{DavClient.Password}"
        verify = "{Certificate}"

        [pair books]
        a = "local_books"
        b = "kerio_books"
        collections = ["from b"]

        [storage local_books]
        type = "filesystem"
        path = "{folder}/books/"
        fileext = ".vcf"

        [storage kerio_books]
        type = "carddav"
        url = "{kerio.WebUrl}"
        username = "{DavClient.User}"
        password = "{DavClient.Password}"
        verify = "{Certificate}"

        """);

    private Task VdirsyncerAsync(string command) => ForeignProgram.RunAsync("vdirsyncer", "-c", Path.Combine(folder, "config"), command);

    /// <summary>The status; head and body are in files.</summary>
    private Task<string> CurlAsync(params string[] arguments) => ForeignProgram.RunAsync("curl",
        ["-sS", "--cacert", Certificate, "-u", $"{DavClient.User}:{DavClient.Password}", "-o", Path.Combine(folder, "body"),
            "-D", Path.Combine(folder, "head"), "-w", "%{http_code}", .. arguments]);
}
