using System;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Tests.Suites;
using KerioMigration.Tests.Support.Memory;

namespace KerioMigration.Tests.Undo;

public sealed class UndoInMemoryTests : UndoSuite
{
    // One ledger that outlives its openings, as a file does.
    private readonly MemoryLedger ledger = new(TimeProvider.System);

    protected override Task<ILedger> OpenLedgerAsync() => Task.FromResult<ILedger>(ledger);

    protected override Task<Func<Task<ILedger>>> CreateLedgerAsync()
    {
        var another = new MemoryLedger(TimeProvider.System);
        return Task.FromResult<Func<Task<ILedger>>>(() => Task.FromResult<ILedger>(another));
    }
}
