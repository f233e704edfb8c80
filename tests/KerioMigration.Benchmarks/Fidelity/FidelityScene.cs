using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using ItemKind = KerioMigration.Engine.Model.ItemKind;
using ItemKinds = KerioMigration.Engine.Model.ItemKinds;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>A mailbox with everything in it, migrated by the whole engine from a simulated Exchange to a simulated Kerio.</summary>
internal sealed class FidelityScene : IAsyncDisposable
{
    private readonly SimulatedExchange exchange;
    private readonly SimulatedKerio kerio;
    private readonly Dictionary<ItemKind, double> rates = [];

    private FidelityScene(SimulatedExchange exchange, SimulatedKerio kerio)
    {
        this.exchange = exchange;
        this.kerio = kerio;
    }

    public SeededMailbox Seeded => User.Mailbox;

    public string Address => User.PrimarySmtpAddress;

    public int Invitations => kerio.Invitations.Count;

    /// <summary>What the migration's report says of each item, by the source's id.</summary>
    public IReadOnlyDictionary<string, ItemReport> Reports { get; private set; } = new Dictionary<string, ItemReport>();

    public IReadOnlyList<KerioMessage> Messages => [.. kerio.Store.FindUser(Address)!.Mailbox.Folders.SelectMany(f => f.Messages)];

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

    public IReadOnlyList<string> LossesOf(SeededItem item) => Reports.TryGetValue(item.Id, out var report) && report.Loss.Length > 0 ? [report.Loss] : [];

    /// <summary>What the destination keeps in folders of that kind.</summary>
    public IReadOnlyList<KerioResource> Stored(FolderKind kind) =>
        [.. kerio.Store.FindUser(Address)!.Mailbox.Folders.Where(f => f.Kind == kind).SelectMany(f => f.Resources.All)];

    /// <summary>Of the run that carried this kind alone, with signing in, listing, reading, writing and reading back.</summary>
    public double ItemsPerSecond(ItemKind kind) => rates[kind];

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

        // Another user's mailbox first: nothing compiles on the clock.
        await MigrateAsync(factory, ledger, exchange.Organization.Users[1], ItemKinds.All);
        foreach (var kind in ItemKinds.All)
        {
            var watch = Stopwatch.StartNew();
            var carried = await MigrateAsync(factory, ledger, User, [kind]);
            rates[kind] = carried / watch.Elapsed.TotalSeconds;
        }

        await using var report = await MigrationReport.OpenAsync(ledger.Path, TimeProvider.System, CancellationToken.None);
        Reports = await report.ReadItemsAsync(ReportFilter.All, CancellationToken.None).ToDictionaryAsync(i => i.SourceId, StringComparer.Ordinal);
    }

    /// <summary>How many items came.</summary>
    private static async Task<long> MigrateAsync(MigrationFactory factory, TemporaryLedger ledger, SeededUser user, IReadOnlyCollection<ItemKind> kinds)
    {
        var mapping = new UserMapping { Source = new MailboxRef(user.PrimarySmtpAddress), DestinationLogin = user.Alias };
        var reports = await factory.MigrateAsync(ledger.Path, new MigrationOptions { Kinds = kinds }, [mapping], new Nobody(), CancellationToken.None);
        return reports.Sum(r => r.MigratedByLastRun);
    }
}
