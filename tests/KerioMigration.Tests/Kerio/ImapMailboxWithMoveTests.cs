using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Tests.Suites;

namespace KerioMigration.Tests.Kerio;

public sealed class ImapMailboxWithMoveTests : DestinationMailboxSuite
{
    private protected override async Task<DestinationHost> StartAsync() =>
        await KerioHost.StartAsync(new SimulatedKerioOptions { Features = ImapFeatures.Default | ImapFeatures.Move });
}
