using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Suites;
using Xunit;

namespace KerioMigration.Tests.Exchange;

/// <summary>The promises of a source, kept over EWS by every version of Exchange.</summary>
public abstract class ExchangeMailboxTests(ExchangeVersion version) : UserMailboxSuite, IAsyncLifetime
{
    private readonly List<System.IAsyncDisposable> servers = [];
    private readonly List<System.IDisposable> clients = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }
    }

    protected override async Task<ISourceMailbox> OpenAsync(Organization organization, string address)
    {
        var exchange = await SimulatedExchange.StartAsync(organization, new SimulatedExchangeOptions { Version = version });
        servers.Add(exchange);
        var server = new ExchangeServer(new ExchangeConnection
        {
            Server = exchange.EwsUrl.AbsoluteUri,
            Credential = new NetworkCredential(organization.ServiceAccount.UserName, organization.ServiceAccount.Password),
            Authentication = ExchangeAuthentication.Basic,
            SkipCertificateCheck = true,
        });
        clients.Add(server);
        return server.OpenMailbox(new MailboxRef(address));
    }
}

public sealed class Exchange2010MailboxTests() : ExchangeMailboxTests(ExchangeVersion.Exchange2010Sp2);

public sealed class Exchange2013MailboxTests() : ExchangeMailboxTests(ExchangeVersion.Exchange2013Sp1);

public sealed class Exchange2016MailboxTests() : ExchangeMailboxTests(ExchangeVersion.Exchange2016);

public sealed class Exchange2019MailboxTests() : ExchangeMailboxTests(ExchangeVersion.Exchange2019);
