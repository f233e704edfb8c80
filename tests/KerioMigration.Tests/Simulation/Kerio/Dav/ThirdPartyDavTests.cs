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
    private SimulatedKerio kerio = null!;
    private DavPrograms programs = null!;

    private KerioMailbox Mailbox => kerio.Store.Mailbox(DavClient.User);

    public async Task InitializeAsync()
    {
        kerio = await DavClient.StartServerAsync();
        programs = new DavPrograms(kerio, DavClient.User, DavClient.Password);
    }

    public async Task DisposeAsync()
    {
        await kerio.DisposeAsync();
        programs.Dispose();
        Assert.Empty(kerio.Invitations);
    }

    [DebianFact("vdirsyncer")]
    public async Task Vdirsyncer_finds_and_carries_calendar_tasks_and_cards_both_ways()
    {
        var (calendar, tasks, contacts) = (Mailbox.Default(FolderKind.Calendar), Mailbox.Default(FolderKind.Tasks), Mailbox.Default(FolderKind.Contacts));
        var local = (Calendar: programs.Local($"calendars/{calendar.Guid}"), Tasks: programs.Local($"calendars/{tasks.Guid}"), Book: programs.Local("books/addressbook"));

        // There: everything local is new.
        await File.WriteAllTextAsync(Path.Combine(local.Calendar, "event.ics"), Objects.Event("event"));
        await File.WriteAllTextAsync(Path.Combine(local.Calendar, "doomed.ics"), Objects.Event("doomed"));
        await File.WriteAllTextAsync(Path.Combine(local.Tasks, "task.ics"), Objects.Task("task"));
        await File.WriteAllTextAsync(Path.Combine(local.Book, "card.vcf"), Objects.Card("card"));
        await programs.VdirsyncerAsync("discover");
        await programs.VdirsyncerAsync("sync");
        Assert.Equal(["doomed", "event"], Uids(calendar));
        Assert.Equal(Objects.Event("event"), DavPrograms.Lines(calendar.Resources.WithUid("event").Single().Text));
        Assert.Equal(Objects.Task("task"), DavPrograms.Lines(Assert.Single(tasks.Resources.All).Text));
        Assert.Equal(Objects.Card("card"), DavPrograms.Lines(Assert.Single(contacts.Resources.All).Text));

        // Back: items made in another way, a change and a deletion on the server.
        calendar.Resources.Add(new NewResource("text/calendar", Objects.Event("elsewhere"), "elsewhere"));
        contacts.Resources.Add(new NewResource("text/vcard", Objects.Card("also"), "also"));
        var task = Assert.Single(tasks.Resources.All);
        tasks.Resources.Replace(task, new NewResource("text/calendar", Objects.Task("task").Replace("Do", "Redo", StringComparison.Ordinal), "task"));
        calendar.Resources.Remove(calendar.Resources.WithUid("doomed").Single());
        await programs.VdirsyncerAsync("sync");
        Assert.Equal([Objects.Event("elsewhere"), Objects.Event("event")], DavPrograms.Texts(local.Calendar));
        Assert.Equal([Objects.Card("also"), Objects.Card("card")], DavPrograms.Texts(local.Book));
        Assert.Contains("Redo task", Assert.Single(DavPrograms.Texts(local.Tasks)), StringComparison.Ordinal);

        // There again: a change and a deletion by the client, with the ETags that the server told.
        await File.WriteAllTextAsync(Path.Combine(local.Calendar, "event.ics"), Objects.Event("event", "LOCATION:moved\r\n"));
        File.Delete(Path.Combine(local.Book, "card.vcf"));
        await programs.VdirsyncerAsync("sync");
        Assert.Equal(1u, calendar.Resources.WithUid("event").Single().Revision);
        Assert.Equal(["also"], Uids(contacts));
        Assert.Empty(kerio.DavViolations);

        // And then there is nothing left to do.
        var before = kerio.Calls.Count;
        await programs.VdirsyncerAsync("sync");
        Assert.All(kerio.Calls.Skip(before), c => Assert.Equal("PROPFIND", c.Name));
        Assert.NotEqual(before, kerio.Calls.Count);
    }

    [DebianFact("curl")]
    public async Task Curl_lists_stores_changes_and_deletes()
    {
        var item = programs.File("item.ics");
        await File.WriteAllTextAsync(item, Objects.Event("1"));
        var url = $"{kerio.WebUrl}full-calendars/example.com/jdoe/Calendar/";
        Assert.Equal("201", await programs.CurlAsync("-T", item, "-H", "If-None-Match: *", url + "1.ics"));
        Assert.Equal("412", await programs.CurlAsync("-T", item, "-H", "If-None-Match: *", url + "1.ics"));
        Assert.Equal("207", await programs.CurlAsync("-X", "PROPFIND", "-H", "Depth: 1", "--data", "<propfind xmlns='DAV:'><prop><getetag/></prop></propfind>", url));
        var stored = Assert.Single(Mailbox.Default(FolderKind.Calendar).Resources.All);
        Assert.Contains($">{stored.ETag}<", await programs.ReadAsync("body"), StringComparison.Ordinal);
        Assert.Equal("200", await programs.CurlAsync("--compressed", url + "1.ics"));
        Assert.Equal(Objects.Event("1"), await programs.ReadAsync("body"));
        Assert.Contains($"ETag: {stored.ETag}\r\n", await programs.ReadAsync("head"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(item, Objects.Event("1", "LOCATION:x\r\n"));
        Assert.Equal("204", await programs.CurlAsync("-T", item, "-H", $"If-Match: {stored.ETag}", url + "1.ics"));
        Assert.Equal("412", await programs.CurlAsync("-X", "DELETE", "-H", $"If-Match: {stored.ETag}", url + "1.ics"));
        Assert.Equal("204", await programs.CurlAsync("-X", "DELETE", url + "1.ics"));
        Assert.Equal("404", await programs.CurlAsync(url + "1.ics"));
        Assert.Equal("207", await programs.CurlAsync("-L", "-X", "PROPFIND", "-H", "Depth: 0", $"{kerio.WebUrl}.well-known/carddav"));
        Assert.Contains("/caldav/users/example.com/jdoe/", await programs.ReadAsync("body"), StringComparison.Ordinal);
    }

    private static string[] Uids(KerioFolder stored) => [.. stored.Resources.All.Select(r => r.Uid).Order(StringComparer.Ordinal)];
}
