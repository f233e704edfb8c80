using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Exchange;

/// <summary>A simulated Exchange with our client before it; nobody waits.</summary>
public sealed class ExchangeTestServer : IAsyncDisposable
{
    private ExchangeTestServer(SimulatedExchange exchange, Func<ExchangeConnection, ExchangeConnection>? change, ImpatientTime time)
    {
        Time = time;
        Exchange = exchange;
        var account = exchange.Organization.ServiceAccount;
        var connection = new ExchangeConnection
        {
            Server = "localhost:" + exchange.Port,
            Credential = new NetworkCredential(account.UserName, account.Password),
            Authentication = ExchangeAuthentication.Basic,
            SkipCertificateCheck = true,
        };
        Client = new ExchangeServer(change?.Invoke(connection) ?? connection, Time);
        Client.Waiting += Waits.Add;
        Anna = Client.OpenMailbox(new MailboxRef("anna@example.org"));
    }

    public SimulatedExchange Exchange { get; }

    public ExchangeServer Client { get; }

    public ISourceMailbox Anna { get; }

    public ImpatientTime Time { get; }

    public List<PaceWait> Waits { get; } = [];

    public SeededMailbox Seeded => Exchange.Organization.Users[0].Mailbox;

    public static async Task<ExchangeTestServer> StartAsync(
        Organization? organization = null,
        SimulatedExchangeOptions? options = null,
        Func<ExchangeConnection, ExchangeConnection>? change = null,
        ImpatientTime? time = null) =>
        new(await SimulatedExchange.StartAsync(organization ?? Seed.Tiny(), options), change, time ?? new ImpatientTime());

    /// <summary>The items of Anna's inbox as listed.</summary>
    public async Task<IReadOnlyList<ItemRef>> ListInboxAsync()
    {
        var inbox = (await Anna.ListFoldersAsync(default)).Single(f => f.Role == FolderRole.Inbox);
        return [.. (await Anna.ListChangesAsync(inbox, null, default)).Changes.Select(c => c.Item)];
    }

    public async ValueTask DisposeAsync()
    {
        await Anna.DisposeAsync();
        Client.Dispose();
        await Exchange.DisposeAsync();
    }
}
