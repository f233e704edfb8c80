using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Tests.Suites;
using Xunit;

namespace KerioMigration.Tests.Interrupts;

[Needs("dovecot")]
public sealed class InterruptsBeforeDovecotTests(TwoServers servers) : ServerInterruptSuite, IClassFixture<TwoServers>
{
    private protected override Task<TwoEnds> MeetAsync() => servers.NextAsync(ImapFeatures.Default, withDovecot: true);
}
