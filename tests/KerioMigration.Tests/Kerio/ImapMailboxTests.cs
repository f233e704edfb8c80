using System.Threading.Tasks;
using KerioMigration.Tests.Suites;

namespace KerioMigration.Tests.Kerio;

public sealed class ImapMailboxTests : DestinationMailboxSuite
{
    private protected override async Task<DestinationHost> StartAsync() => await KerioHost.StartAsync();
}
