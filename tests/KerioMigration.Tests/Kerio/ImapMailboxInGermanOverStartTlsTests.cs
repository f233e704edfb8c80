using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Tests.Suites;

namespace KerioMigration.Tests.Kerio;

public sealed class ImapMailboxInGermanOverStartTlsTests : DestinationMailboxSuite
{
    private protected override async Task<DestinationHost> StartAsync()
    {
        var host = await KerioHost.StartAsync(new SimulatedKerioOptions { Language = "de", ShowVersion = false, DateRefusal = DateRefusal.NotStrict });
        host.ImplicitTls = false;
        return host;
    }
}
