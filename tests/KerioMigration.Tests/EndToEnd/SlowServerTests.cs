using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Servers that need their time, by a clock that both sides share and on which nobody really waits.</summary>
public sealed class SlowServerTests
{
    private readonly ImpatientTime time = new();
    private readonly RecordingObserver observer = new();

    [Fact]
    public async Task Budgets_that_are_used_up_and_recharge_lose_nothing()
    {
        var budget = new RequestBudget(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(1));
        var options = new SimulatedExchangeOptions { TimeProvider = time, Throttling = new ThrottlingPolicy(27) { Budget = budget } };
        await using var scene = await MigrationScene.StartAsync(options);

        AssertCompleted(await MigrateAsync(scene));

        var told = scene.Exchange.Requests.Select(r => r.BackOff).OfType<TimeSpan>().ToHashSet();
        Assert.NotEmpty(observer.Of<ServerWait>());
        Assert.All(observer.Of<ServerWait>(), w => Assert.Contains(w.Duration, told));
        await scene.AssertSameAsync(Addresses(scene));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Mailboxes_that_open_three_seconds_after_their_account_was_made_are_filled(bool hasMasterPassword)
    {
        await using var scene = await MigrationScene.StartAsync(kerio: new SimulatedKerioOptions { NewMailboxDelay = TimeSpan.FromSeconds(3), TimeProvider = time });

        AssertCompleted(await MigrateAsync(scene, hasMasterPassword));

        Assert.Equal(0, scene.Kerio.FailedLogins);
        await scene.AssertSameAsync(Addresses(scene));
    }

    [Fact]
    public async Task Every_request_that_acts_for_a_mailbox_says_which_server_it_is_for()
    {
        // The service account has no mailbox of its own: a request that has one is impersonated.
        await using var scene = await MigrationScene.StartAsync();
        var source = Source(scene);
        await MigrationFactory.ListUsersAsync(source, [], includeSize: true, _ => { }, default);
        await MigrationFactory.CheckAsync(source, null, Mappings(scene), _ => { }, default);
        AssertCompleted(await MigrateAsync(scene));

        var impersonated = scene.Exchange.Requests.Where(r => r.Mailbox is not null).ToList();

        Assert.Subset(
            impersonated.Select(r => r.Operation).ToHashSet(StringComparer.Ordinal),
            new HashSet<string>(["GetFolder", "FindFolder", "FindItem", "SyncFolderItems", "GetItem"], StringComparer.Ordinal));
        Assert.All(impersonated, r => Assert.Equal((r.Operation, r.Mailbox), (r.Operation, r.Headers.GetValueOrDefault("X-AnchorMailbox"))));
    }

    private static void AssertCompleted(IReadOnlyList<MailboxReport> reports)
    {
        Assert.NotEmpty(reports);
        Assert.All(reports, r => Assert.Equal((r.Mailbox, "Completed", ""), (r.Mailbox, r.State, r.Message)));
    }

    private static string[] Addresses(MigrationScene scene) => [.. scene.Exchange.Organization.Users.Select(u => u.PrimarySmtpAddress)];

    private static UserMapping[] Mappings(MigrationScene scene) =>
        [.. scene.Exchange.Organization.Users.Select(u => new UserMapping { Source = new MailboxRef(u.PrimarySmtpAddress), DestinationLogin = u.Alias })];

    private static ExchangeConnection Source(MigrationScene scene) => new()
    {
        Server = scene.Settings.ExchangeServer,
        Credential = new NetworkCredential(scene.Settings.ExchangeUser, scene.Settings.ExchangePassword),
        Authentication = ExchangeAuthentication.Basic,
        SkipCertificateCheck = true,
    };

    private async Task<IReadOnlyList<MailboxReport>> MigrateAsync(MigrationScene scene, bool hasMasterPassword = true)
    {
        var destination = new KerioConnection
        {
            Server = scene.Settings.KerioServer,
            Credential = new NetworkCredential(scene.Settings.KerioUser, scene.Settings.KerioPassword),
            MasterPassword = hasMasterPassword ? Secret.From(scene.Settings.MasterPassword!) : null,
            SkipCertificateCheck = true,
        };
        await using var factory = new MigrationFactory(Source(scene), destination, time);
        return await factory.MigrateAsync(scene.Settings.LedgerPath, new MigrationOptions(), Mappings(scene), observer, default);
    }
}
