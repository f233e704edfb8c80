using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Tests.Suites;
using Xunit;

namespace KerioMigration.Tests.Kerio;

[Needs("dovecot")]
public sealed class ImapMailboxOnDovecotWithoutExtensionsTests(SharedDovecot dovecot) : DestinationMailboxSuite, IClassFixture<SharedDovecot>
{
    private protected override async Task<DestinationHost> StartAsync() => await KerioHost.StartAsync(
        await dovecot.GetAsync(new DovecotOptions { Features = ImapFeatures.None, Storage = "maildir", Language = "de" }));
}
