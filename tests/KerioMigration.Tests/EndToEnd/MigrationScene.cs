using System;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Two servers on sockets of this process, a folder for the ledger, and the command that migrates from one to the other. Whatever it does, nobody gets mail.</summary>
internal sealed class MigrationScene : IAsyncDisposable
{
    public const string Claire = "claire@example.org";
    public const string Jan = "jan@example.org";
    public const string Info = "info@example.org";

    private MigrationScene(SimulatedExchange exchange, SimulatedKerio kerio)
    {
        Exchange = exchange;
        Kerio = kerio;
        Settings = MigrationSettings.For(exchange, kerio, Folder.File("ledger.db"));
    }

    public SimulatedExchange Exchange { get; }

    public SimulatedKerio Kerio { get; }

    public TemporaryFolder Folder { get; } = new();

    /// <summary>What works.</summary>
    public MigrationSettings Settings { get; }

    /// <param name="organization">Null: the demo's.</param>
    public static async Task<MigrationScene> StartAsync(
        SimulatedExchangeOptions? exchange = null, SimulatedKerioOptions? kerio = null, Organization? organization = null)
    {
        var source = await SimulatedExchange.StartAsync(organization ?? Seed.Demo(), exchange);
        var destination = (kerio ?? new SimulatedKerioOptions()) with { Domains = [new DomainOptions(Seed.Domain) { IsPrimary = true }] };
        return new MigrationScene(source, await SimulatedKerio.StartAsync(destination));
    }

    public Task AssertSameAsync(params string[] mailboxes) => CarriedMail.AssertSameAsync(Exchange, Kerio, mailboxes);

    public Task AssertNothingTwiceAsync(params string[] mailboxes) => CarriedMail.AssertNothingTwiceAsync(Exchange, Kerio, mailboxes);

    public async ValueTask DisposeAsync()
    {
        await Exchange.DisposeAsync();
        await Kerio.DisposeAsync();
        Folder.Dispose();
        Assert.Empty(Kerio.Invitations);
    }
}
