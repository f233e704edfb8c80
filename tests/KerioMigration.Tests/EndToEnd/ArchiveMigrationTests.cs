using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>The archive that belongs to a mailbox: the real cmdlets from the simulated Exchange to the simulated Kerio Connect.</summary>
public sealed class ArchiveMigrationTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Bob = "bob@example.org";
    private const string Archive = "-IncludeArchive";

    [Fact]
    public async Task Every_kind_arrives_once_below_or_beside_the_users_own_and_goes_again()
    {
        await using var scene = await StartAsync();
        var mailbox = Mailbox(scene);
        var own = mailbox.AddFolder(mailbox.TopOfInformationStore, "Archive");
        mailbox.MoveItem(mailbox["inbox"].Items[0], own);

        var row = Assert.Single((await session.RunAsync(With(scene, Archive).Migrate(Bob))).Output);

        Assert.Equal("Completed", row["State"].GetString());
        Assert.Equal(2, Folder(scene, "Archive (2)/Posteingang").Messages.Count);
        Assert.Single(Folder(scene, "Archive (2)/Alt/2019").Messages);
        Assert.Single(Folder(scene, "Archive").Messages);
        Assert.Equal(
            [("Aufgaben (Archive)", 1), ("Kalender (Archive)", 2), ("Kontakte (Archive)", 1)],
            Resources(scene).Where(r => r.Folder.Path.EndsWith("(Archive)", StringComparison.Ordinal)).GroupBy(r => r.Folder.Path).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count())));
        await AssertPerfectAsync(scene);
        Assert.Equal(Sent(mailbox).Order(StringComparer.Ordinal), Account(scene).Folders.SelectMany(f => f.Messages).Select(m => Convert.ToHexString(m.Bytes.Span)).Order(StringComparer.Ordinal));

        var (messages, resources) = (Messages(scene), Resources(scene).Select(r => r.Resource.ETag).ToList());
        var again = Assert.Single((await session.RunAsync(With(scene, Archive).Migrate(Bob))).Output);
        Assert.Equal(("Completed", 0), (again["State"].GetString(), Number(again, "MigratedByLastRun")));
        Assert.Equal(messages, Messages(scene));
        Assert.Equal(resources, Resources(scene).Select(r => r.Resource.ETag));
        Assert.Empty(scene.Kerio.Invitations);

        Assert.Empty((await session.RunAsync(scene.Settings.Undo(Bob))).Errors);
        Assert.Empty(Resources(scene));
        Assert.Empty(Messages(scene));
        Assert.DoesNotContain(Account(scene).Folders, f => f.Path.Contains("Archive", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_plan_knows_the_archive()
    {
        await using var scene = await StartAsync();

        var without = Assert.Single((await session.RunAsync(With(scene, "-WhatIf").Migrate(Bob))).Output);
        var with = Assert.Single((await session.RunAsync(With(scene, "-WhatIf -IncludeArchive").Migrate(Bob))).Output);

        // The archive itself, and eight folders in it.
        Assert.Equal((Number(without, "Items") + 8, Number(without, "Folders") + 9), (Number(with, "Items"), Number(with, "Folders")));
    }

    [Fact]
    public async Task A_run_that_does_not_read_the_archive_takes_nothing_of_it_for_deleted()
    {
        await using var scene = await StartAsync();
        var mailbox = Mailbox(scene);
        await session.RunAsync(With(scene, Archive).Migrate(Bob));
        var before = Messages(scene);

        // A retention policy at work, and somebody who deletes for good.
        var (moved, deleted) = (mailbox["inbox"].Items[0], mailbox["inbox"].Items[1]);
        mailbox.MoveItem(moved, mailbox["archiveinbox"]);
        mailbox.DeleteItem(deleted);
        for (var run = 0; run < 2; run++)
        {
            await session.RunAsync(With(scene, "-RemoveDeleted").Migrate(Bob));
            Assert.Equal(before, Messages(scene));
        }

        var row = Assert.Single((await session.RunAsync(With(scene, "-RemoveDeleted -IncludeArchive").Migrate(Bob))).Output);

        Assert.Equal(("Completed", 1, 0), (row["State"].GetString(), Number(row, "MovedByLastRun"), Number(row, "MigratedByLastRun")));
        Assert.Equal(before.Count - 1, Messages(scene).Count);
        Assert.Equal(3, Folder(scene, "Archive/Posteingang").Messages.Count);
        await AssertPerfectAsync(scene);
    }

    [Fact]
    public async Task What_is_missing_stays_where_it_may_be_in_an_archive_that_nobody_reads()
    {
        await using var scene = await StartAsync();
        var mailbox = Mailbox(scene);
        await session.RunAsync(scene.Settings.Migrate(Bob));
        var before = Messages(scene);

        mailbox.MoveItem(mailbox["inbox"].Items[0], mailbox["archiveinbox"]);
        await session.RunAsync(With(scene, "-RemoveDeleted").Migrate(Bob));
        var kept = await session.RunAsync(With(scene, "-RemoveDeleted").Migrate(Bob));
        Assert.Equal(before, Messages(scene));
        Assert.Contains(kept.Warnings, w => w.Contains("1 items that are missing", StringComparison.Ordinal) && w.Contains("-IncludeArchive", StringComparison.Ordinal));

        mailbox.DeleteFolder(mailbox["archiveroot"]);
        OutcomeAssert.Completed(await session.RunAsync(With(scene, "-RemoveDeleted").Migrate(Bob)), Bob);
        Assert.Equal(before.Count - 1, Messages(scene).Count);
    }

    [Fact]
    public async Task Full_access_opens_the_archive_too()
    {
        await using var scene = await StartAsync();
        scene.Exchange.Organization.ServiceAccount.HasImpersonationRight = false;
        scene.Exchange.Organization.ServiceAccount.FullAccess.Add(Bob);

        OutcomeAssert.Completed(await session.RunAsync(With(scene, Archive).Migrate(Bob)), Bob);

        Assert.Equal(2, Folder(scene, "Archive/Posteingang").Messages.Count);
        await AssertPerfectAsync(scene);
    }

    [Fact]
    public async Task With_a_lost_ledger_the_same_folder_is_taken_up_again()
    {
        await using var scene = await StartAsync();
        await session.RunAsync(With(scene, Archive).Migrate(Bob));
        var (messages, resources) = (Messages(scene), Resources(scene).Select(r => r.Resource.ETag).ToList());

        var adopting = scene.Settings with { LedgerPath = scene.Folder.File("another.db"), More = "-IncludeArchive -Adopt" };
        OutcomeAssert.Completed(await session.RunAsync(adopting.Migrate(Bob)), Bob);

        Assert.Equal(messages, Messages(scene));
        Assert.Equal(resources, Resources(scene).Select(r => r.Resource.ETag));
        Assert.DoesNotContain(Account(scene).Folders, f => f.Path.Contains("(2)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_archive_that_is_gone_as_a_whole_takes_nothing_with_it()
    {
        await using var scene = await StartAsync();
        var mailbox = Mailbox(scene);
        await session.RunAsync(With(scene, Archive).Migrate(Bob));
        var before = Messages(scene);

        mailbox.DeleteFolder(mailbox["archiveroot"]);
        for (var run = 0; run < 2; run++)
        {
            OutcomeAssert.Completed(await session.RunAsync(With(scene, "-RemoveDeleted -IncludeArchive").Migrate(Bob)), Bob);
        }

        Assert.Equal(before, Messages(scene));
    }

    [Fact]
    public async Task What_is_deleted_in_the_archive_is_removed_on_request()
    {
        await using var scene = await StartAsync();
        var mailbox = Mailbox(scene);
        await session.RunAsync(With(scene, Archive).Migrate(Bob));
        var before = Messages(scene);

        mailbox.DeleteFolder(mailbox["archivemsgfolderroot"].Children.Single(f => f.DisplayName == "Alt"));
        mailbox.DeleteItem(mailbox["archiveinbox"].Items[0]);
        for (var run = 0; run < 2; run++)
        {
            await session.RunAsync(With(scene, "-RemoveDeleted -IncludeArchive").Migrate(Bob));
        }

        Assert.Equal(before.Count - 2, Messages(scene).Count);
        await AssertPerfectAsync(scene);
    }

    [Theory]
    [InlineData("ErrorFolderNotFound")]
    [InlineData("ErrorArchiveMailboxNotEnabled")]
    [InlineData("ErrorItemNotFound")]
    public async Task A_mailbox_without_an_archive_is_migrated_as_ever(string code)
    {
        await using var scene = await StartAsync();
        FailArchive(scene, code);

        var outcome = await session.RunAsync(With(scene, Archive).Migrate(Bob));

        OutcomeAssert.Completed(outcome, Bob);
        Assert.DoesNotContain(outcome.Warnings, w => w.Contains("rchive", StringComparison.Ordinal));
        Assert.DoesNotContain(Account(scene).Folders, f => f.Path.Contains("Archive", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_archive_that_cannot_be_read_is_told_and_carried_later()
    {
        await using var scene = await StartAsync();
        FailArchive(scene, "ErrorArchiveMailboxServiceDiscoveryFailed");

        var outcome = await session.RunAsync(With(scene, "-IncludeArchive -Complete").Migrate(Bob));

        OutcomeAssert.State(outcome, Bob, "CompletedWithErrors");
        Assert.Contains(outcome.Warnings, w => w.Contains("The archive of " + Bob, StringComparison.Ordinal) && w.Contains("ErrorArchiveMailboxServiceDiscoveryFailed", StringComparison.Ordinal));
        Assert.NotEmpty(Messages(scene));
        Assert.NotEmpty(Resources(scene));
        Assert.Single((await session.RunAsync(scene.Settings.Report("-View Loss"))).Output, r => r["Part"].GetString() == "Archive");

        scene.Exchange.Faults.Clear();
        OutcomeAssert.Completed(await session.RunAsync(With(scene, Archive).Migrate(Bob)), Bob);
        Assert.Equal(2, Folder(scene, "Archive/Posteingang").Messages.Count);
        Assert.DoesNotContain((await session.RunAsync(scene.Settings.Report("-View Loss"))).Output, r => r["Part"].GetString() == "Archive");
        await AssertPerfectAsync(scene);

        FailArchive(scene, "ErrorArchiveMailboxServiceDiscoveryFailed");
        var verified = await VerifyAsync(scene);
        Assert.NotEqual("Perfect", Assert.Single(verified.Output)["Grade"].GetString());
        Assert.Contains(verified.Errors, e => e.Message.Contains("The archive of " + Bob, StringComparison.Ordinal));
        scene.Exchange.Faults.Clear();
        FailArchive(scene, "ErrorArchiveMailboxServiceDiscoveryFailed");
        var plan = Assert.Single((await session.RunAsync(With(scene, "-WhatIf -IncludeArchive").Migrate(Bob))).Output);
        Assert.Equal(("Use", "MailboxUnavailable"), (plan["Action"].GetString(), plan["Reason"].GetString()));
    }

    [Fact]
    public async Task Filters_take_its_paths_and_the_rest_joins_later_below_the_same_folder()
    {
        await using var scene = await StartAsync();

        await session.RunAsync(With(scene, "-IncludeArchive -IncludeFolder '#ArchiveMailbox/Posteingang'").Migrate(Bob));
        Assert.Equal(2, Messages(scene).Count);
        await session.RunAsync(With(scene, "-IncludeArchive -ItemType Calendar").Migrate(Bob));
        await session.RunAsync(With(scene, "-IncludeArchive -ExcludeFolder 'Archive/Alt'").Migrate(Bob));
        Assert.DoesNotContain(Account(scene).Folders, f => f.Path.Contains("2019", StringComparison.Ordinal));
        OutcomeAssert.Completed(await session.RunAsync(With(scene, Archive).Migrate(Bob)), Bob);

        Assert.Equal(2, Folder(scene, "Archive/Posteingang").Messages.Count);
        Assert.Single(Folder(scene, "Archive/Alt/2019").Messages);
        Assert.DoesNotContain(Account(scene).Folders, f => f.Path.Contains("(2)", StringComparison.Ordinal));
        await AssertPerfectAsync(scene);
    }

    /// <summary>Bob's mailbox with an archive made of some of its items.</summary>
    private static async Task<MigrationScene> StartAsync()
    {
        var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        var mailbox = Mailbox(scene);
        var mail = new MailMaker(Seed.Domain, Seed.Now.AddYears(-5));
        for (var i = 0; i < 3; i++)
        {
            mailbox.AddItem(mailbox["inbox"], mail.Text($"In the mailbox {i}"));
        }

        var top = mailbox.AddFolder(mailbox.AddFolder(null, "Archiv", string.Empty, "archiveroot"), "Oberste Ebene", "IPF.Note", "archivemsgfolderroot");
        mailbox.AddItem(mailbox.AddFolder(top, "Gelöschte Elemente", distinguishedId: "archivedeleteditems"), mail.Text("Deleted"));
        var inbox = mailbox.AddFolder(top, "Posteingang", distinguishedId: "archiveinbox");
        mailbox.AddItem(inbox, mail.Text("Old 1"));
        mailbox.AddItem(inbox, mail.Text("Old 2"));
        mailbox.AddItem(mailbox.AddFolder(mailbox.AddFolder(top, "Alt"), "2019"), mail.Text("Old 3"));
        var calendar = mailbox.AddFolder(top, "Kalender", "IPF.Appointment");
        Move(mailbox, "calendar", calendar, 2);
        mailbox.AddFolder(calendar, "Notizen zum Kalender");
        Move(mailbox, "contacts", mailbox.AddFolder(top, "Kontakte", "IPF.Contact"), 1);
        mailbox.AddItem(mailbox.AddFolder(top, "Aufgaben", "IPF.Task"), new SeededTask { Subject = "Roof" });
        return scene;
    }

    private static void Move(SeededMailbox mailbox, string from, SeededFolder to, int count) =>
        mailbox[from].Items.Take(count).ToList().ForEach(i => mailbox.MoveItem(i, to));

    /// <summary>The folders of the mailbox are asked for first.</summary>
    private static void FailArchive(MigrationScene scene, string code) =>
        scene.Exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.Error, Code = code, From = 2, Count = 40 });

    private static MigrationSettings With(MigrationScene scene, string more) => scene.Settings with { More = more };

    private static SeededMailbox Mailbox(MigrationScene scene) => scene.Exchange.Organization.Find(Bob)!.Mailbox;

    private static KerioMailbox Account(MigrationScene scene) => scene.Kerio.Store.FindUser(Bob)!.Mailbox;

    private static KerioFolder Folder(MigrationScene scene, string path) => Account(scene).Folders.Single(f => f.Path == path);

    private static IEnumerable<(KerioFolder Folder, KerioResource Resource)> Resources(MigrationScene scene) =>
        Account(scene).Folders.SelectMany(f => f.Resources.All.Select(r => (f, r)));

    private static IReadOnlyList<string> Messages(MigrationScene scene) =>
        [.. Account(scene).Folders.SelectMany(f => f.Messages.Select(m => $"{f.Path} {f.UidValidity} {m.Uid}")).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Sent(SeededMailbox mailbox) => CarriedMail.MailOf(mailbox)
        .Concat(mailbox["archivemsgfolderroot"].WithDescendants().SelectMany(f => f.Items).Where(i => i.ItemClass == "IPM.Note"))
        .Select(i => Convert.ToHexString(i.Content!.ToBytes().Span));

    private async Task AssertPerfectAsync(MigrationScene scene)
    {
        var verified = await VerifyAsync(scene);
        Assert.Empty(verified.Errors);
        Assert.Equal("Perfect", Assert.Single(verified.Output)["Grade"].GetString());
    }

    private static long Number(IReadOnlyDictionary<string, JsonElement> row, string column) => row[column].GetInt64();

    private Task<CommandOutcome> VerifyAsync(MigrationScene scene) =>
        session.RunAsync(scene.Settings.Tables + $"Test-MigrationResult @servers -LedgerPath '{scene.Settings.LedgerPath}' -Content");
}
