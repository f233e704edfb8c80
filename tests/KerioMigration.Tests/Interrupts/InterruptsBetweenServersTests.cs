using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using Xunit;

namespace KerioMigration.Tests.Interrupts;

public sealed class InterruptsBetweenServersTests(TwoServers servers) : ServerInterruptSuite, IClassFixture<TwoServers>
{
    private protected override Task<TwoEnds> MeetAsync() => servers.NextAsync(ImapFeatures.Default, withDovecot: false);
}
