using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using Xunit;

namespace KerioMigration.Tests.Interrupts;

public sealed class InterruptsWithoutUidPlusTests(TwoServers servers) : ServerInterruptSuite, IClassFixture<TwoServers>
{
    private protected override Task<TwoEnds> MeetAsync() => servers.NextAsync(ImapFeatures.Default & ~ImapFeatures.UidPlus, withDovecot: false);
}
