using System.Threading.Tasks;
using KerioMigration.Tests.Suites;

namespace KerioMigration.Tests.Kerio.Dav;

public sealed class DavMailboxOnKerioTests : DavMailboxSuite
{
    private protected override async Task<DavHost> StartAsync() => await KerioDavHost.StartAsync();
}
