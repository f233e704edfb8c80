using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Conversion.Contacts;
using KerioMigration.Tests.Simulation.Kerio.Dav;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>What a migration has written, fetched from the simulated Kerio Connect and read by programs that we did not write.</summary>
public sealed class ReadByOthersTests(ModuleSession session, VObjectReader vobject) : IClassFixture<ModuleSession>, IClassFixture<VObjectReader>
{
    private const string Anna = "anna@example.org";

    [DebianFact("vdirsyncer", "curl", PythonModule = "vobject")]
    public async Task Vdirsyncer_and_curl_fetch_every_event_task_and_contact()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        await session.RunAsync((scene.Settings with { More = "-ItemType Calendar,Contact,Task" }).Migrate(Anna));
        var user = scene.Kerio.Store.FindUser(Anna)!;
        using var programs = new DavPrograms(scene.Kerio, Anna, user.Password!);
        foreach (var folder in user.Mailbox.Folders.Where(f => f.Kind is FolderKind.Calendar or FolderKind.Tasks or FolderKind.Contacts))
        {
            programs.Local(folder.Kind == FolderKind.Contacts ? $"books/{(folder.IsDefault ? "addressbook" : folder.Guid)}" : $"calendars/{folder.Guid}");
        }

        await programs.VdirsyncerAsync("discover");
        await programs.VdirsyncerAsync("sync");

        var objects = DavPrograms.Texts(programs.Local("calendars"));
        var cards = DavPrograms.Texts(programs.Local("books"));
        Assert.Equal(Stored(user.Mailbox, "text/calendar"), objects);
        Assert.Equal(Stored(user.Mailbox, "text/vcard"), cards);
        var read = objects.Select(o => Ical.Net.Calendar.Load(o)!).ToList();
        AssertTitles(scene, "calendar", read.SelectMany(c => c.Events).Select(e => e.Summary));
        AssertTitles(scene, "tasks", read.SelectMany(c => c.Todos).Select(t => t.Summary));
        Assert.All(read, c => Assert.True(c.Events.Count > 0 || c.Todos.Count == 1));
        Assert.All(cards, c => Assert.NotEqual("", vobject.Read(c).Single(p => p.Name == "FN").Text));
        Assert.True(cards.Length >= 20 && cards.Any(c => vobject.Read(c).Any(p => p.Name == "PHOTO")), $"{cards.Length} cards");

        var (place, resource) = user.Mailbox.Folders.Where(f => f.Kind == FolderKind.Calendar).SelectMany(f => f.Resources.All.Select(r => (f, r))).First();
        Assert.Equal("200", await programs.CurlAsync($"{scene.Kerio.WebUrl}full-calendars/example.org/anna/{place.Guid}/{Uri.EscapeDataString(resource.Name)}"));
        Assert.Equal(resource.Text, await programs.ReadAsync("body"));
        Assert.Empty(scene.Kerio.DavViolations);
    }

    private static string[] Stored(KerioMailbox mailbox, string type) =>
        [.. mailbox.Folders.SelectMany(f => f.Resources.All).Where(r => r.ContentType == type).Select(r => DavPrograms.Lines(r.Text)).Order(StringComparer.Ordinal)];

    /// <summary>The plain titles are among them: awkward ones, and items that no folder takes, have tests of their own.</summary>
    private static void AssertTitles(MigrationScene scene, string folder, IEnumerable<string?> titles)
    {
        var seeded = scene.Exchange.Organization.Find(Anna)!.Mailbox[folder].Items.Select(i => i.Subject ?? "").Where(s => s.Length > 0 && s.All(char.IsLetter)).ToList();
        Assert.True(seeded.Count >= 3, $"{seeded.Count} titles");
        Assert.Empty(seeded.Except(titles.OfType<string>()));
    }
}
