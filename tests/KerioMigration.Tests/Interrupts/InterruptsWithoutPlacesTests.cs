using System.Threading.Tasks;

namespace KerioMigration.Tests.Interrupts;

/// <summary>Receipts do not say where an item is: what arrived has to be found by its looks.</summary>
public sealed class InterruptsWithoutPlacesTests : SqliteInterruptSuite
{
    private protected override Task<TwoEnds> MeetAsync() => Task.FromResult<TwoEnds>(new MemoryEnds(places: false));
}
