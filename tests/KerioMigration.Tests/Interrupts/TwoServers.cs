using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Simulation.Seeding;
using Xunit;

namespace KerioMigration.Tests.Interrupts;

/// <summary>Two servers for a whole class; each story takes a user of its own.</summary>
public sealed class TwoServers : IAsyncLifetime
{
    private const int Users = 1000;

    private DovecotServer? dovecot;
    private SimulatedExchange? exchange;
    private SimulatedKerio? kerio;
    private int used;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Starts the servers at the first call: a class whose tests are skipped needs none.</summary>
    /// <param name="withDovecot">A real Dovecot behind the Kerio front.</param>
    internal async Task<TwoEnds> NextAsync(ImapFeatures features, bool withDovecot)
    {
        if (exchange is null)
        {
            dovecot = withDovecot ? await DovecotServer.StartAsync(options: new DovecotOptions { Features = features }) : null;
            kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions
            {
                Domains = [new DomainOptions(Seed.Domain) { IsPrimary = true }],
                Features = features,
                ImapBackend = dovecot,
            });
            exchange = await SimulatedExchange.StartAsync(Seed.Blank(Users));
        }

        return new ServerEnds(exchange, kerio!, exchange.Organization.Users[Interlocked.Increment(ref used) - 1]);
    }

    public async Task DisposeAsync()
    {
        if (exchange is null)
        {
            return;
        }

        await exchange.DisposeAsync();
        await kerio!.DisposeAsync();
        Assert.Empty(kerio.Invitations);
        if (dovecot is not null)
        {
            await dovecot.DisposeAsync();
        }
    }
}
