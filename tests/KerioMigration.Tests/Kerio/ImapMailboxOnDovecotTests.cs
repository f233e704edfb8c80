using System.Threading.Tasks;
using KerioMigration.Tests.Suites;
using Xunit;

namespace KerioMigration.Tests.Kerio;

[Needs("dovecot")]
public sealed class ImapMailboxOnDovecotTests(SharedDovecot dovecot) : DestinationMailboxSuite, IClassFixture<SharedDovecot>
{
    private protected override async Task<DestinationHost> StartAsync() => await KerioHost.StartAsync(await dovecot.GetAsync());
}
