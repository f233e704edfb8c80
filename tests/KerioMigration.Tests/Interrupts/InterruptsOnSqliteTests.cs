using System.Threading.Tasks;

namespace KerioMigration.Tests.Interrupts;

public sealed class InterruptsOnSqliteTests : SqliteInterruptSuite
{
    private protected override Task<TwoEnds> MeetAsync() => Task.FromResult<TwoEnds>(new MemoryEnds(places: true));
}
