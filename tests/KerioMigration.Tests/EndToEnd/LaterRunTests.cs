using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Users go on working at Exchange between the runs: the real cmdlets over both simulations, and in front of a real Dovecot.</summary>
public sealed class LaterRunTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Anna = "anna@example.org";

    [Fact]
    public async Task Follows_everything_that_happens_at_the_source()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Tiny());
        await FollowAsync(scene);
    }

    [Fact]
    public async Task Follows_everything_where_the_destination_names_no_places()
    {
        await using var scene = await MigrationScene.StartAsync(kerio: new SimulatedKerioOptions { Features = ImapFeatures.Default & ~(ImapFeatures.UidPlus | ImapFeatures.MultiAppend) }, organization: Seed.Tiny());
        await FollowAsync(scene);
    }

    [DebianFact("dovecot")]
    public async Task Follows_everything_to_a_real_dovecot()
    {
        await using var dovecot = await DovecotServer.StartAsync();
        await using var scene = await MigrationScene.StartAsync(kerio: new SimulatedKerioOptions { ImapBackend = dovecot }, organization: Seed.Tiny());
        await FollowAsync(scene);
    }

    [Fact]
    public async Task Asks_one_question_per_folder_where_nothing_changed()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Tiny());
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Anna)), Anna);
        var before = scene.Exchange.Requests.Count;

        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Anna)), Anna);

        // Those without an operation are the sign-in's.
        var asked = scene.Exchange.Requests.Skip(before).Where(r => r.Operation.Length > 0).GroupBy(r => r.Operation).ToDictionary(g => g.Key, g => g.Count());
        var folders = scene.Exchange.Organization.Find(Anna)!.Mailbox.Folders.Count(f => !f.IsHidden);
        Assert.InRange(asked["SyncFolderItems"], 1, folders);
        Assert.False(asked.ContainsKey("GetItem"));
        Assert.True(asked.Values.Sum() <= asked["SyncFolderItems"] + 3, string.Join(", ", asked));
    }

    [Fact]
    public async Task Cuts_a_mailbox_over_and_refuses_it_from_then_on()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Tiny());
        OutcomeAssert.Completed(await session.RunAsync((scene.Settings with { More = "-Complete" }).Migrate(Anna)), Anna);

        OutcomeAssert.Refused(await session.RunAsync(scene.Settings.Migrate(Anna)), "MailboxCutOver", "InvalidOperation", Anna, "cut over", "-Force");
        var row = Assert.Single((await session.RunAsync(scene.Settings.Report())).Output);
        Assert.Equal("Completed", row["State"].ToString());
        Assert.NotEqual(JsonValueKind.Null, row["CutOver"].ValueKind);
        OutcomeAssert.Completed(await session.RunAsync((scene.Settings with { More = "-Force" }).Migrate(Anna)), Anna);
    }

    private async Task FollowAsync(MigrationScene scene)
    {
        var mailbox = scene.Exchange.Organization.Find(Anna)!.Mailbox;
        var (inbox, projects, drafts) = (mailbox["inbox"], mailbox.Folders.Single(f => f.DisplayName == "Projects"), mailbox["drafts"]);
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Anna)), Anna);
        var items = inbox.Items.ToList();

        // What one day brings.
        mailbox.SetRead(items[0], !items[0].IsRead);
        mailbox.UpdateItem(items[1], i => (i.FlagStatus, i.LastVerb) = (2, 102));
        mailbox.UpdateItem(items[2], i => (i.Categories, i.Size) = (["Red"], i.Size + 64));
        mailbox.MoveItem(items[3], projects);
        mailbox.MoveItem(projects.Items[0], mailbox["sentitems"]);
        mailbox.MoveItem(items[4], mailbox.AddFolder(inbox, "New"));
        mailbox.CopyItem(items[5], projects);
        var draft = drafts.Items[0];
        mailbox.UpdateItem(draft, i => i.Content = MailContent.Of(Encoding.ASCII.GetBytes($"Message-ID: {i.MessageId}\r\nSubject: Draft\r\n\r\nMore text than before.\r\n")));
        mailbox.AddItem(inbox, Another(items[6]));
        mailbox.DeleteItem(items[6]);

        var report = await RunAsync(scene, "");
        Assert.Equal((2, 1, 3, 0, 2), Counts(report));
        var expected = Mirror(mailbox).Append(("INBOX", items[6].Content!.ToBytes().ToArray().Length, "")).ToList();
        Assert.Equal(expected.Count, (await StoredAsync(scene)).Count);

        report = await RunAsync(scene, "-RemoveDeleted");
        Assert.Equal((0, 0, 0, 1, 0), Counts(report));
        await AssertMirroredAsync(scene, mailbox);

        report = await RunAsync(scene, "-RemoveDeleted");
        Assert.Equal((0, 0, 0, 0, 0), Counts(report));
        await AssertMirroredAsync(scene, mailbox);
    }

    private async Task<IReadOnlyDictionary<string, JsonElement>> RunAsync(MigrationScene scene, string more)
    {
        var outcome = await session.RunAsync((scene.Settings with { More = more }).Migrate(Anna));
        OutcomeAssert.Completed(outcome, Anna);
        return Assert.Single(outcome.Output);
    }

    private static (long New, long Updated, long Moved, long Removed, long Flags) Counts(IReadOnlyDictionary<string, JsonElement> row)
    {
        return (Number("MigratedByLastRun"), Number("UpdatedByLastRun"), Number("MovedByLastRun"), Number("RemovedByLastRun"), Number("FlagsChangedByLastRun"));

        long Number(string name) => row[name].GetInt64();
    }

    private static async Task AssertMirroredAsync(MigrationScene scene, SeededMailbox mailbox) =>
        Assert.Equal(Mirror(mailbox).Order(), (await StoredAsync(scene)).Order());

    /// <summary>Folder, size and flags of every message as the destination must have it.</summary>
    private static IEnumerable<(string Folder, int Size, string Flags)> Mirror(SeededMailbox mailbox) => CarriedMail.MailOf(mailbox).Select(i => (
        i.Folder!.DistinguishedId switch
        {
            "inbox" => "INBOX",
            "sentitems" => "Sent Items",
            "drafts" => "Drafts",
            _ => "INBOX/" + i.Folder.DisplayName,
        },
        i.Content!.ToBytes().ToArray().Length,
        string.Join(" ", new[] { i.IsRead ? "\\Seen" : "", i.FlagStatus == 2 ? "\\Flagged" : "", i.LastVerb is 102 ? "\\Answered" : "" }.Where(f => f.Length > 0).Order(StringComparer.Ordinal))));

    private static async Task<IReadOnlyList<(string Folder, int Size, string Flags)>> StoredAsync(MigrationScene scene) =>
        [.. (await DestinationMailbox.ReadAsync(scene.Kerio, Anna)).SelectMany(f => f.Messages.Select(m => (
            Name(f),
            m.Bytes.Length,
            string.Join(" ", m.Flags.Where(n => n is "\\Seen" or "\\Flagged" or "\\Answered").Order(StringComparer.Ordinal)))))];

    private static string Name(StoredFolder folder) => folder.Use switch
    {
        KerioMigration.Simulation.Kerio.Store.SpecialUse.Sent => "Sent Items",
        KerioMigration.Simulation.Kerio.Store.SpecialUse.Drafts => "Drafts",
        _ => folder.Path,
    };

    private static SeededItem Another(SeededItem item) => new()
    {
        ItemClass = item.ItemClass,
        Subject = "Arrived since",
        MessageId = "<arrived@example.org>",
        Received = item.Received.AddDays(1),
        Created = item.Created,
        Modified = item.Modified,
        Content = MailContent.Of("Message-ID: <arrived@example.org>\r\nSubject: Arrived since\r\n\r\nText.\r\n"u8.ToArray()),
    };
}
