using System;
using System.Threading.Tasks;
using KerioMigration.Simulation.RealDav;
using Xunit;

namespace KerioMigration.Tests.Kerio.Dav;

/// <summary>One server for a whole class, where each test takes a user of its own.</summary>
public sealed class SharedDavServer : IAsyncLifetime
{
    private Task<RealDavServer>? started;

    /// <summary>Starts it at the first call: a class whose tests are skipped needs none.</summary>
    public Task<RealDavServer> GetAsync(Func<Task<RealDavServer>> start) => started ??= start();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (started is not null)
        {
            await (await started).DisposeAsync();
        }
    }
}
