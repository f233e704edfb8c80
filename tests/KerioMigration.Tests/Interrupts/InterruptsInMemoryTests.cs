using System;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Tests.Support.Memory;

namespace KerioMigration.Tests.Interrupts;

public sealed class InterruptsInMemoryTests : InterruptSuite
{
    private protected override Task<TwoEnds> MeetAsync() => Task.FromResult<TwoEnds>(new MemoryEnds(places: true));

    private protected override Func<LedgerHost, Task<ILedger>> NewLedger()
    {
        var store = new MemoryLedgerStore();
        return host => Task.FromResult<ILedger>(new MemoryLedger(store, host));
    }
}
