using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

public sealed class ConnectionCheckTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private static readonly UserMapping Anna = new() { Source = new MailboxRef("anna@example.org"), DestinationLogin = "anna" };

    [Fact]
    public async Task Passes_everything_on_two_servers_in_order()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        await using var kerio = await StartAsync(new SimulatedKerioOptions());
        kerio.Store.AddUser("anna@example.org", "Secret-1");
        var account = exchange.Organization.ServiceAccount;

        var checks = await CheckAsync(
            new ExchangeConnection { Server = exchange.EwsUrl.ToString(), Credential = new NetworkCredential(account.UserName, account.Password), SkipCertificateCheck = true },
            Destination(kerio));

        Assert.All(checks, c => Assert.True(c.Result is CheckResult.Passed or CheckResult.Warning, $"{c.Check}: {c.Detail}"));
        Assert.Contains(checks, c => c.Check == "Read access: anna@example.org");
        Assert.Contains("MULTIAPPEND", checks.Single(c => c.Check == "IMAP capabilities").Detail, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tries_a_wrong_administrator_password_once_and_skips_the_rest()
    {
        await using var kerio = await StartAsync(new SimulatedKerioOptions());
        var connection = Destination(kerio) with { Credential = new NetworkCredential("admin", "wrong") };

        var checks = await CheckAsync(null, connection);

        var failed = Assert.Single(checks, c => c.Result == CheckResult.Failed);
        Assert.Equal(("Administration API", Reason.SignInFailed), (failed.Check, failed.Reason));
        Assert.All(checks.SkipWhile(c => c != failed).Skip(1), c => Assert.Equal(CheckResult.Skipped, c.Result));
        Assert.Equal(1, kerio.FailedLogins);
    }

    [Fact]
    public async Task Tries_a_wrong_master_password_once()
    {
        await using var kerio = await StartAsync(new SimulatedKerioOptions());
        kerio.Store.AddUser("anna@example.org", "Secret-1");

        var checks = await CheckAsync(null, Destination(kerio) with { MasterPassword = Secret.From("wrong") });

        Assert.Equal(("Master login", Reason.MasterLoginRefused), checks.Where(c => c.Result == CheckResult.Failed).Select(c => (c.Check, c.Reason)).Single());
        Assert.Equal(1, kerio.FailedLogins);
    }

    [Fact]
    public async Task Says_that_the_master_login_is_off()
    {
        await using var kerio = await StartAsync(new SimulatedKerioOptions { MasterPassword = null });

        var checks = await CheckAsync(null, Destination(kerio) with { MasterPassword = Secret.From("any") });

        Assert.Equal(Reason.MasterLoginDisabled, checks.Single(c => c.Result == CheckResult.Failed).Reason);
    }

    [Theory]
    [InlineData(UserRole.AccountAdmin, true)]
    [InlineData(UserRole.Auditor, false)]
    public async Task Quiet_says_yes_where_a_migration_would_work(UserRole role, bool works)
    {
        await using var scene = await MigrationScene.StartAsync(kerio: new SimulatedKerioOptions { AdministratorRole = role });

        var outcome = await session.RunAsync(scene.Settings.Tables + "Test-MigrationConnection @servers -Mailbox jan@example.org -Quiet");

        Assert.Empty(outcome.Errors);
        Assert.Equal(works.ToString(), Assert.Single(outcome.Output)["Value"].ToString());
    }

    [Fact]
    public async Task A_row_that_names_its_account_is_checked_for_that_one()
    {
        await using var scene = await MigrationScene.StartAsync();
        scene.Kerio.Store.AddUser("jsmith@example.org", change: u => u.DiskQuota = 0);
        var row = "[pscustomobject]@{ PrimarySmtpAddress = 'jan@example.org'; KerioLogin = 'jsmith' }";

        var outcome = await session.RunAsync(scene.Settings.Tables + $"{row} | Test-MigrationConnection @servers");

        Assert.Contains("jsmith@example.org", outcome.Output.Single(o => o["Check"].ToString() == "Quota: jan@example.org")["Detail"].ToString(), System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task Public_folders_are_looked_at_on_both_servers_with_their_own_account()
    {
        await using var scene = await StartPublicAsync(new UserRight(PublicFolders: true));
        scene.Kerio.Store.PrimaryDomain.PublicFolders.Create("News");

        var checks = await CheckPublicAsync(scene, "Keeper-secret1");

        Assert.Equal(
            [
                "Public folders Passed: The account sees 1 folders at the top of the tree.",
                "Account: Public Folders Passed: keeper@example.org may change public folders.",
                "Public folders Passed: They open for keeper@example.org, who sees 1; for Mail, Calendar, Contact, DistributionList, Task, Note.",
                "Public folder addresses Passed: The server lists 1 public folders of mail, to which addresses can lead.",
            ],
            checks);
    }

    [Fact]
    public async Task What_a_migration_of_public_folders_lacks_is_said()
    {
        await using var scene = await StartPublicAsync(new UserRight());
        Assert.Equal(
            ["Account: Public Folders Failed: keeper@example.org may not change public folders.", "Public folders Skipped: A check before it failed.", "Public folder addresses Skipped: A check before it failed."],
            (await CheckPublicAsync(scene, "Keeper-secret1")).Skip(1));

        scene.Kerio.Store.FindUser("keeper@example.org")!.Right = new UserRight(PublicFolders: true);
        scene.Kerio.Faults.Add(new Fault { On = "Aliases.getMailPublicFolderList", Action = FaultAction.Error, Code = "-32601" });
        Assert.Equal(
            [
                "Account: Public Folders Passed: keeper@example.org may change public folders.",
                "Public folders Warning: They open for keeper@example.org, who sees 0; for Mail.",
                "Public folder addresses Warning: The server does not list public folders of mail.",
            ],
            (await CheckPublicAsync(scene, "wrong")).Skip(1));
        Assert.Equal(1, scene.Kerio.FailedLogins);
    }

    [Fact]
    public async Task An_organization_without_public_folders_is_told()
    {
        await using var scene = await MigrationScene.StartAsync();

        var failed = (await CheckPublicAsync(scene, "x"))[0];

        Assert.StartsWith("Public folders Failed:", failed, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rooms_are_looked_for_among_resources_where_they_are_to_become_such()
    {
        await using var scene = await MigrationScene.StartAsync();
        var row = "[pscustomobject]@{ PrimarySmtpAddress = 'jan@example.org'; RecipientTypeDetails = 'RoomMailbox' }";
        var test = scene.Settings.Tables + $"{row} | Test-MigrationConnection @servers -ResourceMailbox Resource";

        var before = (await session.RunAsync(test)).Output.Single(o => o["Check"].ToString() == "Resource: jan@example.org");
        scene.Kerio.Faults.Add(new Fault { On = "Resources.get", Action = FaultAction.Error, Code = "1002" });
        var refused = (await session.RunAsync(test)).Output;

        Assert.Equal("The resource jan will be made.", before["Detail"].ToString());
        Assert.Equal("Failed", refused.Single(o => o["Check"].ToString() == "Resource: jan@example.org")["Result"].ToString());
        Assert.DoesNotContain(refused, o => o["Check"].ToString() is "Account: jan@example.org" or "Quota: jan@example.org" or "Own sign-ins");
    }

    private static async Task<MigrationScene> StartPublicAsync(UserRight right)
    {
        var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        scene.Kerio.Store.AddUser("keeper@example.org", "Keeper-secret1", u => u.Right = right);
        return scene;
    }

    /// <summary>The rows about public folders, in their order.</summary>
    private async Task<IReadOnlyList<string>> CheckPublicAsync(MigrationScene scene, string password)
    {
        var run = await session.RunAsync(scene.Settings.Tables + $"Test-MigrationConnection @servers -PublicFolder -PublicFolderCredential (New-Credential 'keeper@example.org' '{password}')");
        Assert.Empty(run.Errors);
        return [.. run.Output.Where(o => o["Check"].ToString().Contains("ublic", System.StringComparison.Ordinal)).Select(o => $"{o["Check"]} {o["Result"]}: {o["Detail"]}")];
    }

    private static Task<SimulatedKerio> StartAsync(SimulatedKerioOptions options) =>
        SimulatedKerio.StartAsync(options with { Domains = [new DomainOptions(Seed.Domain) { IsPrimary = true }] });

    private static KerioConnection Destination(SimulatedKerio kerio) => new()
    {
        Server = $"localhost:{kerio.AdminPort}",
        Credential = new NetworkCredential(kerio.Options.AdministratorName, kerio.Options.AdministratorPassword),
        MasterPassword = Secret.From(kerio.Options.MasterPassword ?? "none"),
        SkipCertificateCheck = true,
    };

    private static async Task<IReadOnlyList<ConnectionCheck>> CheckAsync(ExchangeConnection? source, KerioConnection? destination)
    {
        var checks = new List<ConnectionCheck>();
        await MigrationFactory.CheckAsync(source, destination, source is null ? [] : [Anna], checks.Add, default);
        return checks;
    }
}
