using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Addresses of mail-enabled public folders, by the real cmdlets between the two simulated servers.</summary>
public sealed class PublicFolderAddressTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Name = "Public Folders";
    private const string Keeper = "keeper@example.org";
    private const string Circulars = @"@{ '\Firma\Rundschreiben' = 'rund@example.org', 'SMTP:alle@example.org' }";

    [Theory]
    [InlineData("")]
    [InlineData("#public/")]
    [InlineData("#public@example.org/")]
    [InlineData("Public Folders/")]
    public async Task They_lead_to_the_folder_once(string prefix)
    {
        await using var scene = await StartAsync(new SimulatedKerioOptions { PublicFolderPrefix = prefix });

        var run = await MigrateAsync(scene, Circulars);

        OutcomeAssert.Completed(run, Name);
        Assert.Equal(["alle@example.org -> Firma/Rundschreiben", "rund@example.org -> Firma/Rundschreiben"], Aliases(scene));
        await MigrateAsync(scene, Circulars);
        Assert.Equal(2, Created(scene));
    }

    [Fact]
    public async Task Rows_find_their_folders_by_the_ids_that_Exchange_gives_them()
    {
        await using var scene = await StartAsync();
        var (letters, company) = (Folder(scene, "Rundschreiben"), Folder(scene, "Firma"));
        letters.MailAddresses = ["rund@example.org"];
        (company.MailAddresses, company.ShowsDirectoryEntry) = (["firma@example.org"], true);
        var entryId = Convert.ToHexString(ExchangeIds.EntryId(letters.Id)!);

        // Get-MailPublicFolder: its Identity is the entry's place in the directory.
        OutcomeAssert.Completed(
            await MigrateAsync(
                scene,
                $"""
                [pscustomobject]@{'{'} Identity = 'example.org/Microsoft Exchange System Objects/x'; EntryId = '{entryId}'; PrimarySmtpAddress = 'rund@example.org' {'}'},
                [pscustomobject]@{'{'} Identity = 'example.org/Microsoft Exchange System Objects/y'; Guid = [guid]'{letters.DirectoryGuid}'; EmailAddresses = 'smtp:r2@example.org', 'X400:C=x' {'}'},
                [pscustomobject]@{'{'} LegacyExchangeDN = '{company.LegacyDn}'; EmailAddresses = 'SMTP:firma@example.org;smtp:f2@example.org' {'}'},
                [pscustomobject]@{'{'} Path = 'Firma/Rundschreiben'; Address = 'r3@example.org' {'}'}
                """),
            Name);

        Assert.Equal(
            [
                "f2@example.org -> Firma", "firma@example.org -> Firma",
                "r2@example.org -> Firma/Rundschreiben", "r3@example.org -> Firma/Rundschreiben", "rund@example.org -> Firma/Rundschreiben",
            ],
            Aliases(scene));
    }

    [Fact]
    public async Task Exchange_is_asked_where_no_row_speaks()
    {
        await using var scene = await StartAsync();
        var letters = Folder(scene, "Rundschreiben");
        (letters.MailAddresses, letters.ShowsDirectoryEntry) = (["rund@example.org", "r2@example.org"], true);

        var run = await MigrateAsync(scene);

        OutcomeAssert.Completed(run, Name);
        Assert.Equal(["rund@example.org -> Firma/Rundschreiben"], Aliases(scene));
        OutcomeAssert.Warned(run, "Exchange tells few addresses of public folders");
    }

    [Fact]
    public async Task What_does_not_come_along_is_told()
    {
        await using var scene = await StartAsync();
        Folder(scene, "Rundschreiben").MailAddresses = ["rund@example.org"];
        Folder(scene, "Firma").MailAddresses = ["firma@example.org"];
        Folder(scene, "Räume").MailAddresses = ["raum@example.org"];
        scene.Kerio.Store.AddUser("bob@example.org", "Bob-secret1");
        scene.Kerio.Store.AddDomain("example.com");

        var rows = @"@{ 'Firma/Rundschreiben' = 'bob@example.org', 'rund@else.where', 'rund@example.com', 'rund@example.org'; '\Nirgends' = 'x@example.org'; 'Firma/Aufgaben' = 'todo@example.org' }";
        OutcomeAssert.Completed(await MigrateAsync(scene, rows), Name);

        Assert.Equal(["rund@example.org -> Firma/Rundschreiben"], Aliases(scene));
        var losses = (await session.RunAsync(scene.Settings.Report("-View Loss"))).Output.Where(l => l["Part"].GetString() == "FolderAddress")
            .Select(l => $"{l["Place"]}: {l["Loss"]}").Order(StringComparer.Ordinal);
        Assert.Collection(
            losses,
            l => Assert.StartsWith("Firma/Aufgaben: todo@example.org, the folder is mail-enabled at the source; Kerio Connect delivers to public folders of mail alone", l, StringComparison.Ordinal),
            l => Assert.StartsWith("Firma/Rundschreiben: bob@example.org: belongs to the account bob", l, StringComparison.Ordinal),
            l => Assert.StartsWith("Firma/Rundschreiben: rund@else.where: Kerio Connect has no domain else.where", l, StringComparison.Ordinal),
            l => Assert.StartsWith("Firma/Rundschreiben: rund@example.com: Kerio Connect keeps public folders per domain, and this one is a folder of example.org", l, StringComparison.Ordinal),
            l => Assert.StartsWith("Firma/Räume: the folder is mail-enabled at the source; Kerio Connect delivers", l, StringComparison.Ordinal),
            l => Assert.StartsWith("Firma: the folder is mail-enabled, and Exchange does not tell its addresses over EWS: give its row of Get-MailPublicFolder with -PublicFolderAddress", l, StringComparison.Ordinal),
            l => Assert.StartsWith(@"\Nirgends: the source has no such public folder", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_all_domains_share_the_folders_each_may_have_addresses()
    {
        await using var scene = await StartAsync(new SimulatedKerioOptions { PublicFoldersPerDomain = false });
        scene.Kerio.Store.AddDomain("example.com");

        OutcomeAssert.Completed(await MigrateAsync(scene, "@{ 'Firma/Rundschreiben' = 'rund@example.com' }"), Name);

        Assert.Equal(["rund@example.com -> Firma/Rundschreiben"], Aliases(scene));
    }

    [Fact]
    public async Task Undo_takes_away_those_that_we_added()
    {
        await using var scene = await StartAsync();
        var folders = scene.Kerio.Store.PrimaryDomain.PublicFolders;
        folders.Create("Firma");
        var letters = folders.Create("Firma/Rundschreiben")!;
        Add(scene, "alle", letters);
        OutcomeAssert.Completed(await MigrateAsync(scene, Circulars), Name);
        Assert.Equal(2, Aliases(scene).Count);

        Assert.Empty((await UndoAsync(scene)).Errors);

        Assert.Equal(["alle@example.org -> Firma/Rundschreiben"], Aliases(scene));
        Assert.Empty((await UndoAsync(scene)).Errors);
    }

    [Fact]
    public async Task An_address_that_leads_elsewhere_by_now_is_left_alone_by_all()
    {
        await using var scene = await StartAsync();
        OutcomeAssert.Completed(await MigrateAsync(scene, Circulars), Name);
        foreach (var alias in scene.Kerio.Store.Aliases)
        {
            scene.Kerio.Store.RemoveAlias(alias.Id);
        }

        Add(scene, "rund", scene.Kerio.Store.PrimaryDomain.PublicFolders.Folder("Firma"));
        await MigrateAsync(scene, Circulars);
        Assert.Equal(["rund@example.org -> Firma"], Aliases(scene));

        Assert.Empty((await UndoAsync(scene)).Errors);
        Assert.Equal(["rund@example.org -> Firma"], scene.Kerio.Store.Aliases.Select(a => $"{a.Name}@{a.Domain.Name} -> {a.DeliverTo}"));
    }

    [Fact]
    public async Task A_lost_answer_doubles_nothing()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Faults.Add(new Fault { On = "Aliases.create", Action = FaultAction.DoneThenReset });

        OutcomeAssert.Completed(await MigrateAsync(scene, Circulars), Name);

        Assert.Equal(2, Aliases(scene).Count);
        await MigrateAsync(scene, Circulars);
        Assert.Equal(2, Created(scene));
        Assert.Empty((await UndoAsync(scene)).Errors);
        Assert.Empty(scene.Kerio.Store.Aliases);
    }

    /// <summary>Nobody noted that it was added: the next run knows it for ours all the same, and so does an undo without one.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_end_between_adding_and_noting_leaves_it_ours(bool runsAgain)
    {
        await using var scene = await StartAsync();
        scene.Kerio.Faults.Add(new Fault { On = "Aliases.create", Action = FaultAction.DoneThenReset });
        scene.Kerio.Faults.Hit += fault => AddOnce(scene, fault);
        var died = await MigrateAsync(scene, "@{ 'Firma/Rundschreiben' = 'rund@example.org' }");
        Assert.NotEmpty(died.Errors);
        Assert.Equal(["rund@example.org -> Firma/Rundschreiben"], Aliases(scene));
        scene.Kerio.Faults.Clear();

        if (runsAgain)
        {
            OutcomeAssert.Completed(await MigrateAsync(scene, "@{ 'Firma/Rundschreiben' = 'rund@example.org' }"), Name);
            Assert.Equal(1, Created(scene));
        }

        Assert.Empty((await UndoAsync(scene)).Errors);
        Assert.Empty(scene.Kerio.Store.Aliases);
    }

    [Fact]
    public async Task A_server_that_lists_no_mail_folders_costs_the_addresses_alone()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Faults.Add(new Fault { On = "Aliases.getMailPublicFolderList", Action = FaultAction.Error, Code = "-32601", Count = int.MaxValue });

        var run = await MigrateAsync(scene, Circulars);

        OutcomeAssert.Completed(run, Name);
        OutcomeAssert.Warned(run, "Aliases.getMailPublicFolderList");
        Assert.Empty(scene.Kerio.Store.Aliases);
        Assert.Single(scene.Kerio.Store.PrimaryDomain.PublicFolders.Folder("Firma/Rundschreiben").Messages);

        scene.Kerio.Faults.Clear();
        OutcomeAssert.Completed(await MigrateAsync(scene, Circulars), Name);
        Assert.Equal(2, Aliases(scene).Count);
    }

    [Fact]
    public async Task Rows_that_say_nothing_are_refused_by_name()
    {
        await using var scene = await StartAsync();

        var run = await MigrateAsync(scene, "[pscustomobject]@{ Identity = 'example.org/x'; PrimarySmtpAddress = 'a@example.org' }, @{ 'Firma' = 'no address' }");
        var alone = await session.RunAsync(scene.Settings.Tables + $"'{Keeper}' | Start-KerioMigration @servers -LedgerPath '{scene.Settings.LedgerPath}' -PublicFolderAddress {Circulars}");

        Assert.Collection(
            run.Errors.Select(e => e.Message),
            m => Assert.StartsWith("\"example.org/x\" names no public folder", m, StringComparison.Ordinal),
            m => Assert.StartsWith("\"Firma\" gives its public folder no mail address", m, StringComparison.Ordinal));
        OutcomeAssert.State(run, Name, "Completed");
        Assert.Contains("-PublicFolder", Assert.Single(alone.Errors).Message, StringComparison.Ordinal);
    }

    private static async Task<MigrationScene> StartAsync(SimulatedKerioOptions? kerio = null)
    {
        var scene = await MigrationScene.StartAsync(kerio: kerio, organization: Seed.Groupware());
        scene.Kerio.Store.AddUser(Keeper, "Keeper-secret1", u => u.Right = new UserRight(PublicFolders: true));
        return scene;
    }

    private Task<CommandOutcome> MigrateAsync(MigrationScene scene, string? rows = null) => session.RunAsync(
        scene.Settings.Tables + $"Start-KerioMigration @servers -LedgerPath '{scene.Settings.LedgerPath}' -Confirm:$false -PublicFolder "
        + $"-PublicFolderCredential (New-Credential '{Keeper}' 'Keeper-secret1')" + (rows is null ? "" : $" -PublicFolderAddress @({rows})"));

    private Task<CommandOutcome> UndoAsync(MigrationScene scene) => session.RunAsync(scene.Settings.Undo().Replace(
        "@() |", $"[pscustomobject]@{{ Mailbox = '{Name}'; KerioCredential = New-Credential '{Keeper}' 'Keeper-secret1' }} |", StringComparison.Ordinal));

    private static SeededFolder Folder(MigrationScene scene, string name) =>
        scene.Exchange.Organization.PublicFolders!.Root.WithDescendants().Single(f => f.DisplayName == name);

    /// <summary>After the answer was lost, nothing more is heard of the administration.</summary>
    private static void AddOnce(MigrationScene scene, Fault fault)
    {
        if (fault.On == "Aliases.create")
        {
            scene.Kerio.Faults.Add(new Fault { On = "Server.findEntityByEmail", Action = FaultAction.Error, Code = "-32603", Count = int.MaxValue });
        }
    }

    private static void Add(MigrationScene scene, string name, KerioFolder folder) => scene.Kerio.Store.AddAlias(
        new KerioAlias(scene.Kerio.Store.PrimaryDomain, name, folder.Path, "TypePublicFolder", "") { DeliverToId = $"keriodb://publicfolder/{folder.Guid}" });

    /// <summary>Where each leads to by the folder's id, whatever it is called.</summary>
    private static IReadOnlyList<string> Aliases(MigrationScene scene) =>
    [
        .. scene.Kerio.Store.Aliases.Select(a => $"{a.Name}@{a.Domain.Name} -> {a.Domain.PublicFolders.Folders.Single(f => a.DeliverToId.EndsWith(f.Guid.ToString(), StringComparison.Ordinal)).Path}"),
    ];

    private static int Created(MigrationScene scene) => scene.Kerio.Calls.Count(c => c.Name == "Aliases.create");
}
