using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>A mailbox with everything in it, migrated by the whole engine from a simulated Exchange to a simulated Kerio.</summary>
internal sealed class FidelityScene : IAsyncDisposable
{
    private readonly SimulatedExchange exchange;
    private readonly SimulatedKerio kerio;

    private FidelityScene(SimulatedExchange exchange, SimulatedKerio kerio)
    {
        this.exchange = exchange;
        this.kerio = kerio;
    }

    public SeededMailbox Seeded => User.Mailbox;

    public string Address => User.PrimarySmtpAddress;

    public int Invitations => kerio.Invitations.Count;

    private SeededUser User => exchange.Organization.Users[0];

    public static async Task<FidelityScene> StartAsync()
    {
        var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Domains = [new DomainOptions(Seed.Domain) { IsPrimary = true }] });
        var scene = new FidelityScene(exchange, kerio);
        await scene.MigrateAsync();
        return scene;
    }

    public ExchangeConnection Source() => new()
    {
        Server = exchange.EwsUrl.ToString(),
        Credential = new NetworkCredential(exchange.Organization.ServiceAccount.UserName, exchange.Organization.ServiceAccount.Password),
        Authentication = ExchangeAuthentication.Basic,
        SkipCertificateCheck = true,
    };

    /// <summary>What the destination keeps in folders of that kind.</summary>
    public IReadOnlyList<KerioResource> Stored(FolderKind kind) =>
        [.. kerio.Store.FindUser(Address)!.Mailbox.Folders.Where(f => f.Kind == kind).SelectMany(f => f.Resources.All)];

    public async ValueTask DisposeAsync()
    {
        await exchange.DisposeAsync();
        await kerio.DisposeAsync();
    }

    private async Task MigrateAsync()
    {
        var destination = new KerioConnection
        {
            Server = $"localhost:{kerio.AdminPort}",
            Credential = new NetworkCredential(kerio.Options.AdministratorName, kerio.Options.AdministratorPassword),
            MasterPassword = Secret.From(kerio.Options.MasterPassword!),
            SkipCertificateCheck = true,
        };
        using var ledger = new TemporaryLedger();
        await using var factory = new MigrationFactory(Source(), destination);
        var user = new UserMapping { Source = new MailboxRef(Address), DestinationLogin = User.Alias };
        await factory.MigrateAsync(ledger.Path, new MigrationOptions(), [user], new Nobody(), CancellationToken.None);
    }
}
