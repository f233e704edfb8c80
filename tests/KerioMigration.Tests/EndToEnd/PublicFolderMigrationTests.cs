using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dav;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Public folders of every kind: the real cmdlets from the simulated Exchange to the simulated Kerio Connect.</summary>
public sealed class PublicFolderMigrationTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Name = "Public Folders";
    private const string Keeper = "keeper@example.org";
    private const string AsKeeper = $" -PublicFolder -PublicFolderCredential (New-Credential '{Keeper}' 'Keeper-secret1')";

    /// <summary>Mail keeps its tree; the others lie side by side, because CalDAV shows none within another.</summary>
    private static readonly string[] Everything =
    [
        "Firma - Aufgaben Tasks 1", "Firma - Lieferanten Contacts 1", "Firma - Merkzettel Notes 1", "Firma - Räume Calendar 1", "Firma Mail 0",
        "Firma/Rundschreiben Mail 1",
    ];

    [Theory]
    [InlineData(ImapFeatures.Default, "en")]
    [InlineData(ImapFeatures.None, "de")]
    public async Task Every_kind_arrives_once_and_both_servers_agree(ImapFeatures features, string language)
    {
        await using var scene = await StartAsync(new SimulatedKerioOptions { Features = features, Language = language });

        OutcomeAssert.Completed(await MigrateAsync(scene), Name);

        Assert.Equal(Everything, Shown(scene));
        var letter = Assert.Single(Public(scene).Folder("Firma/Rundschreiben").Messages);
        Assert.Equal(Letters(scene).Items[0].Mime.ToArray(), letter.Bytes.ToArray());
        Assert.Contains("SUMMARY:Raum 1 belegt", Assert.Single(Public(scene).Folder("Firma - Räume").Resources.All).Text, StringComparison.Ordinal);
        Assert.Contains("FN:Lieferant", Assert.Single(Public(scene).Folder("Firma - Lieferanten").Resources.All).Text, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Inventur", Assert.Single(Public(scene).Folder("Firma - Aufgaben").Resources.All).Text, StringComparison.Ordinal);
        Assert.Empty(scene.Kerio.Invitations);

        // Nothing of it is in the account that wrote it, and nothing comes twice.
        Assert.Equal(0, scene.Kerio.Store.FindUser(Keeper)!.Mailbox.ItemCount);
        var stored = Picture(scene);
        var again = await MigrateAsync(scene);
        OutcomeAssert.Completed(again, Name);
        Assert.Equal(0, Assert.Single(again.Output)["MigratedByLastRun"].GetInt64());
        Assert.Equal(stored, Picture(scene));
        await AssertAgreeAsync(scene);
    }

    [Fact]
    public async Task They_go_with_mailboxes_and_the_administrator_may_write_them()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.FindUser("admin@example.org")!.Right = new UserRight(UserRole.FullAdmin, PublicFolders: true);

        var run = await session.RunAsync((scene.Settings with { More = "-PublicFolder -IncludeAccountDetail" }).Migrate("bob@example.org"));

        OutcomeAssert.Completed(run, Name, "bob@example.org");
        Assert.Equal(Everything, Shown(scene));
        Assert.DoesNotContain(run.Warnings, w => w.StartsWith(Name, StringComparison.Ordinal));
        var verified = await session.RunAsync(scene.Settings.Verify());
        Assert.Equal("Perfect", verified.Output.Single(o => o["Mailbox"].GetString() == Name)["Grade"].GetString());
    }

    [Fact]
    public async Task The_plan_counts_and_writes_nothing()
    {
        await using var scene = await StartAsync();

        var plan = (await MigrateAsync(scene, " -WhatIf")).Output[0];

        Assert.Equal((Name, Keeper, "Use"), (plan["Mailbox"].GetString(), plan["Destination"].GetString(), plan["Action"].GetString()));
        Assert.Equal((6, 5, 0), (plan["Folders"].GetInt64(), plan["Items"].GetInt64(), plan["Held"].GetInt64()));
        Assert.Empty(Shown(scene));
    }

    [Fact]
    public async Task The_plan_shows_each_folder_with_what_it_lacks()
    {
        await using var scene = await StartAsync();
        Folder(scene, "Firma").MailAddresses = ["firma@example.org"];
        const string Preview = " -WhatIf -ExcludeFolder Firma/Aufgaben -PublicFolderAddress @{ 'Firma/Rundschreiben' = 'rund@example.org', 'r@else.where'; '\\Nirgends' = 'x@example.org' }";

        var rows = (await MigrateAsync(scene, Preview)).Output;

        Assert.Equal(("InvalidInput", true), (rows[0]["Reason"].GetString(), rows[0]["Message"].GetString()!.Contains(@"\Nirgends", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "Firma Mail 0 Carry: Firma []",
                "Firma/Aufgaben Task 1 Exclude:  []",
                "Firma/Lieferanten Contact 1 Carry: Firma - Lieferanten []",
                "Firma/Merkzettel Note 1 Carry: Firma - Merkzettel []",
                "Firma/Rundschreiben Mail 1 Carry: Firma/Rundschreiben [rund@example.org]",
                "Firma/Räume Calendar 1 Carry: Firma - Räume []",
            ],
            rows.Skip(1).Select(r => $"{r["Folder"]} {r["Kind"]} {r["Items"]} {r["Action"]}: {r["Destination"]} [{r["Addresses"]}]").Order(StringComparer.Ordinal));
        Assert.All(rows.Skip(1).Where(r => r["Items"].GetInt64() > 0), r => Assert.True(r["Bytes"].GetInt64() > 0, r["Folder"].GetString()));
        Assert.Equal("FolderExcluded", rows.Skip(1).Single(r => r["Folder"].GetString() == "Firma/Aufgaben")["Reason"].GetString());
        Assert.Equal("r@else.where: Kerio Connect has no domain else.where", rows.Skip(1).Single(r => r["Folder"].GetString() == "Firma/Rundschreiben")["Loss"].GetString());
        Assert.Contains("-PublicFolderAddress", rows.Skip(1).Single(r => r["Folder"].GetString() == "Firma")["Loss"].GetString(), StringComparison.Ordinal);
        Assert.Empty(scene.Kerio.Store.Aliases);

        await MigrateAsync(scene);
        Assert.All((await MigrateAsync(scene, " -WhatIf")).Output.Skip(1), r => Assert.Equal(r["Items"].GetInt64(), r["Carried"].GetInt64()));
    }

    [Fact]
    public async Task Who_may_not_write_them_is_refused_by_name()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.FindUser(Keeper)!.Right = new UserRight();

        var refused = await MigrateAsync(scene);
        var unknown = await session.RunAsync(Command(scene, " -PublicFolder -PublicFolderCredential (New-Credential 'nobody@example.org' 'x')"));
        var nothing = await session.RunAsync(Command(scene, ""));

        OutcomeAssert.Refused(refused, "AccessDenied", "PermissionDenied", Name, Keeper, "Public folders", "-PublicFolderCredential");
        OutcomeAssert.Refused(unknown, "MailboxNotFound", "ObjectNotFound", Name, "nobody", "-PublicFolderCredential");
        Assert.Contains("-PublicFolder", Assert.Single(nothing.Errors).Message, StringComparison.Ordinal);
        Assert.Empty(Shown(scene));
        Assert.Null(scene.Kerio.Store.FindUser("nobody@example.org"));
    }

    [Fact]
    public async Task Later_runs_follow_what_changed()
    {
        await using var scene = await StartAsync();
        await MigrateAsync(scene);
        var (letters, rooms, seeded) = (Letters(scene), Folder(scene, "Räume"), scene.Exchange.Organization.PublicFolders!);
        var mail = new MailMaker(Seed.Domain, Seed.Now.AddDays(1));
        var moved = seeded.AddItem(letters, mail.Text("Moves"));
        var gone = seeded.AddItem(letters, mail.Text("Goes"));
        await MigrateAsync(scene);
        Assert.Equal(3, Public(scene).Folder("Firma/Rundschreiben").Messages.Count);

        seeded.AddItem(letters, mail.Text("New"));
        seeded.UpdateItem(rooms.Items[0], i => i.Subject = "Raum 2 belegt");
        seeded.MoveItem(moved, seeded.AddFolder(letters, "Alt"));
        seeded.DeleteItem(gone);
        var row = Assert.Single((await MigrateAsync(scene, " -RemoveDeleted")).Output);

        Assert.Equal(("Completed", 1, 1, 1, 1), (row["State"].GetString(), row["MigratedByLastRun"].GetInt64(), row["UpdatedByLastRun"].GetInt64(), row["MovedByLastRun"].GetInt64(), row["RemovedByLastRun"].GetInt64()));
        Assert.Equal(["New", "Rundschreiben 1"], Subjects(scene, "Firma/Rundschreiben"));
        Assert.Equal(["Moves"], Subjects(scene, "Firma/Rundschreiben/Alt"));
        Assert.Contains("Raum 2 belegt", Assert.Single(Public(scene).Folder("Firma - Räume").Resources.All).Text, StringComparison.Ordinal);
        await AssertAgreeAsync(scene);
    }

    [Theory]
    [InlineData("APPEND")]
    [InlineData("Dav.PUT")]
    [InlineData("Stored")]
    [InlineData("Notes.create")]
    [InlineData("Folders.create")]
    [InlineData("CREATE")]
    public async Task A_lost_answer_doubles_nothing(string call)
    {
        await using var scene = await StartAsync();
        var hits = 0;
        scene.Kerio.Faults.Hit += _ => hits++;
        scene.Kerio.Faults.Add(new Fault { On = call, Action = FaultAction.DoneThenReset });

        OutcomeAssert.Completed(await MigrateAsync(scene), Name);

        Assert.Equal(1, hits);
        Assert.Equal(Everything, Shown(scene));
        await AssertAgreeAsync(scene);
    }

    [Fact]
    public async Task Undo_takes_everything_away_and_leaves_what_was_there()
    {
        await using var scene = await StartAsync();
        Public(scene).Create("Firma");
        Public(scene).Create("Firma/Rundschreiben")!.Append("Message-ID: <before@x>\r\n\r\n"u8.ToArray(), MessageFlags.Seen, DateTimeOffset.UnixEpoch);
        var before = Picture(scene);
        OutcomeAssert.Completed(await MigrateAsync(scene), Name);
        Assert.NotEqual(before, Picture(scene));

        var undone = await session.RunAsync(scene.Settings.Undo().Replace("@() |", $"[pscustomobject]@{{ Mailbox = '{Name}'; KerioCredential = New-Credential '{Keeper}' 'Keeper-secret1' }} |", StringComparison.Ordinal));

        Assert.Empty(undone.Errors);
        Assert.Equal(before, Picture(scene));
        Assert.NotNull(scene.Kerio.Store.FindUser(Keeper));
    }

    [Fact]
    public async Task An_undo_without_the_account_that_wrote_them_takes_nothing_for_gone()
    {
        await using var scene = await StartAsync();
        OutcomeAssert.Completed(await MigrateAsync(scene), Name);
        var undo = scene.Settings.Undo().Replace("@() |", $"[pscustomobject]@{{ Mailbox = '{Name}'; KerioCredential = New-Credential '{Keeper}' 'Keeper-secret1' }} |", StringComparison.Ordinal);
        Assert.True(scene.Kerio.Store.RemoveUser(Keeper));

        OutcomeAssert.Refused(await session.RunAsync(undo), "MailboxNotFound", "ObjectNotFound", Name, Keeper, "nothing of them was taken back");
        Assert.Equal(Everything, Shown(scene));

        scene.Kerio.Store.AddUser(Keeper, "Keeper-secret1", u => u.Right = new UserRight(PublicFolders: true));
        Assert.Empty((await session.RunAsync(undo)).Errors);
        Assert.Empty(Shown(scene));
    }

    [Fact]
    public async Task Rights_come_along()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.AddUser("bob@example.org", "Bob-secret1");

        var run = await MigrateAsync(scene, " -IncludePermission");

        OutcomeAssert.Completed(run, Name);
        var given = Assert.Single(Public(scene).Folder("Firma").Permissions);
        Assert.Equal("bob", scene.Kerio.Store.FindUserById(given.PrincipalId!)!.LoginName);
    }

    [Fact]
    public async Task What_everybody_has_from_the_root_stays_and_fails_nobody_else()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.AddUser("bob@example.org", "Bob-secret1");
        Folder(scene, "Firma").Permissions = [new SeededPermission("Editor", Distinguished: "Default"), new SeededPermission("Editor", new SeededAddress("Bob", "bob@example.org"))];
        Folder(scene, "Rundschreiben").Permissions = [new SeededPermission("Reviewer", Distinguished: "Default")];

        var run = await MigrateAsync(scene, " -IncludePermission -AllowWiderPermission");

        OutcomeAssert.Completed(run, Name);
        Assert.Equal("ptUser FAccessReadWrite", string.Join(", ", Public(scene).Folder("Firma").Permissions.Select(p => $"{p.PrincipalType} {p.Access}")));
        OutcomeAssert.Warned(run, "everybody (Editor): has ReadOnly there already from the public root");
        Assert.DoesNotContain(run.Warnings, w => w.Contains("rights on \"Firma/Rundschreiben\"", StringComparison.Ordinal) && w.Contains("already", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -IncludePermission")]
    public async Task A_folder_that_opens_to_all_of_the_domain_is_told_and_carried(string more)
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.AddUser("bob@example.org", "Bob-secret1");
        Letters(scene).Permissions = [new SeededPermission("None", Distinguished: "Default"), new SeededPermission("Reviewer", new SeededAddress("Bob", "bob@example.org"))];
        Folder(scene, "Räume").Permissions = [new SeededPermission("FreeBusyTimeOnly", Distinguished: "Default")];

        var plan = (await MigrateAsync(scene, " -WhatIf" + more)).Output;
        Assert.Contains("everybody of example.org may read it here", plan.Single(r => r.TryGetValue("Folder", out var f) && f.GetString() == "Firma/Rundschreiben")["Loss"].GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("may read it here", plan.Single(r => r.TryGetValue("Folder", out var f) && f.GetString() == "Firma/Lieferanten")["Loss"].GetString(), StringComparison.Ordinal);

        var run = await MigrateAsync(scene, more);
        OutcomeAssert.Completed(run, Name);
        OutcomeAssert.Warned(run, "rights on \"Firma/Rundschreiben\" that differ: everybody (None): everybody of example.org may read it here");
        OutcomeAssert.Warned(run, "everybody (FreeBusyTimeOnly): everybody of example.org may read it here");
        Assert.Equal(Everything, Shown(scene));
        var losses = (await session.RunAsync(scene.Settings.Report("-View Loss"))).Output.Where(l => l["Loss"].GetString()!.Contains("may read it here", StringComparison.Ordinal));
        Assert.Equal(["Firma/Rundschreiben", "Firma/Räume"], losses.Select(l => l["Place"].GetString()!).Order(StringComparer.Ordinal));
        Assert.All(losses, l => Assert.False(l["Open"].GetBoolean()));
    }

    [Fact]
    public async Task A_calendar_that_is_not_shown_is_told_and_its_items_stay_open()
    {
        await using var scene = await StartAsync(new SimulatedKerioOptions { Dav = new DavOptions { ShowsPublicFolders = false } });

        var run = await MigrateAsync(scene);

        OutcomeAssert.State(run, Name, "CompletedWithErrors");
        Assert.Contains(run.Errors.Select(e => e.Message).Concat(run.Warnings), m => m.Contains("Räume", StringComparison.Ordinal) && m.Contains("cannot be reached over CalDAV", StringComparison.Ordinal));
        Assert.Equal(["Firma - Merkzettel Notes 1", "Firma/Rundschreiben Mail 1"], Shown(scene).Where(f => f.EndsWith(" 1", StringComparison.Ordinal)));
        Assert.Empty(scene.Kerio.Store.FindUser(Keeper)!.Mailbox.Default(FolderKind.Calendar).Resources.All);
    }

    private static async Task<MigrationScene> StartAsync(SimulatedKerioOptions? kerio = null)
    {
        var scene = await MigrationScene.StartAsync(kerio: kerio, organization: Seed.Groupware());
        scene.Kerio.Store.AddUser(Keeper, "Keeper-secret1", u => u.Right = new UserRight(PublicFolders: true));
        return scene;
    }

    private static string Command(MigrationScene scene, string more) =>
        scene.Settings.Tables + $"Start-KerioMigration @servers -LedgerPath '{scene.Settings.LedgerPath}' -Confirm:$false {more}";

    private Task<CommandOutcome> MigrateAsync(MigrationScene scene, string more = "") => session.RunAsync(Command(scene, AsKeeper + more));

    private async Task AssertAgreeAsync(MigrationScene scene)
    {
        var row = $"[pscustomobject]@{{ Mailbox = '{Name}'; KerioCredential = New-Credential '{Keeper}' 'Keeper-secret1' }} | Test-MigrationResult";
        var verified = await session.RunAsync(scene.Settings.Verify("-Content").Replace("Test-MigrationResult", row, StringComparison.Ordinal));
        Assert.Empty(verified.Errors);
        Assert.Equal("Perfect", Assert.Single(verified.Output)["Grade"].GetString());
    }

    private static KerioMailbox Public(MigrationScene scene) => scene.Kerio.Store.PrimaryDomain.PublicFolders;

    private static SeededFolder Letters(MigrationScene scene) => Folder(scene, "Rundschreiben");

    private static SeededFolder Folder(MigrationScene scene, string name) =>
        scene.Exchange.Organization.PublicFolders!.Root.WithDescendants().Single(f => f.DisplayName == name);

    private static IEnumerable<string> Shown(MigrationScene scene) => Public(scene).Folders
        .Select(f => FormattableString.Invariant($"{f.Path} {f.Kind} {f.Messages.Count + f.Resources.All.Count}")).Order(StringComparer.Ordinal);

    private static string[] Picture(MigrationScene scene) =>
    [
        .. Public(scene).Folders.SelectMany(f => f.Messages.Select(m => Encoding.UTF8.GetString(m.Bytes.Span)).Concat(f.Resources.All.Select(r => r.Name + r.Text))
            .Order(StringComparer.Ordinal).Prepend($"{f.Path} {f.Kind}")),
    ];

    private static IEnumerable<string> Subjects(MigrationScene scene, string folder) => Public(scene).Folder(folder).Messages
        .Select(m => Encoding.UTF8.GetString(m.Bytes.Span).Split("Subject: ")[1].Split("\r\n")[0]).Order(StringComparer.Ordinal);
}
