using System.Threading.Tasks;
using KerioMigration.Simulation.RealDav;
using KerioMigration.Tests.Suites;
using Xunit;

namespace KerioMigration.Tests.Kerio.Dav;

[Needs("radicale")]
public sealed class DavMailboxOnRadicaleTests(SharedDavServer server) : DavMailboxSuite, IClassFixture<SharedDavServer>
{
    private protected override async Task<DavHost> StartAsync() => await RealDavHost.StartAsync(await server.GetAsync(async () => await RadicaleServer.StartAsync()));
}
