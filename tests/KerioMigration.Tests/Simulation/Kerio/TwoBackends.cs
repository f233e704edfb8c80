using System;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;

namespace KerioMigration.Tests.Simulation.Kerio;

/// <summary>A simulated Kerio with one user, on memory or in front of a Dovecot that ends with it.</summary>
internal sealed class TwoBackends : IAsyncDisposable
{
    public const string User = "jdoe@example.com";
    public const string Password = "secret";
    private readonly DovecotServer? dovecot;

    private TwoBackends(SimulatedKerio kerio, DovecotServer? dovecot)
    {
        Kerio = kerio;
        this.dovecot = dovecot;
    }

    public SimulatedKerio Kerio { get; }

    public static async Task<TwoBackends> StartAsync(bool realDovecot, SimulatedKerioOptions? options = null, DovecotOptions? dovecotOptions = null)
    {
        var dovecot = realDovecot ? await DovecotServer.StartAsync(options: dovecotOptions) : null;
        var kerio = await SimulatedKerio.StartAsync((options ?? new SimulatedKerioOptions { CreatesSuperiors = true }) with { ImapBackend = dovecot });
        kerio.Store.AddUser(User, Password);
        return new TwoBackends(kerio, dovecot);
    }

    public async ValueTask DisposeAsync()
    {
        await Kerio.DisposeAsync();
        if (dovecot is not null)
        {
            await dovecot.DisposeAsync();
        }
    }
}
