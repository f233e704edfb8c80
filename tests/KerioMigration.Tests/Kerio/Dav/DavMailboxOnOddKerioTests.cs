using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Dav;
using KerioMigration.Tests.Suites;

namespace KerioMigration.Tests.Kerio.Dav;

public sealed class DavMailboxOnOddKerioTests : DavMailboxSuite
{
    private protected override async Task<DavHost> StartAsync() => await KerioDavHost.StartAsync(new DavOptions
    {
        WellKnown = false,
        HonoursIfNoneMatch = false,
        UidConflict = UidConflict.Duplicated,
        Rewrites = DavRewrites.All,
        ClosesConnections = true,
        QuotesETags = true,
        UpdateStatus = 200,
        MakeCalendarAnswersCreated = true,
    });
}
