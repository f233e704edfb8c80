using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Dovecot;
using Xunit;

namespace KerioMigration.Tests.Kerio;

/// <summary>One Dovecot for a whole class, where each test takes a user of its own: starting and stopping it takes longer than most tests.</summary>
public sealed class SharedDovecot : IAsyncLifetime
{
    private Task<DovecotServer>? started;

    /// <summary>Starts it at the first call: a class whose tests are skipped needs none.</summary>
    public Task<DovecotServer> GetAsync(DovecotOptions? options = null) => started ??= DovecotServer.StartAsync(options: options);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (started is not null)
        {
            await (await started).DisposeAsync();
        }
    }
}
