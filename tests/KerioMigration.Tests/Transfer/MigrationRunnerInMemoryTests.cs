using System;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Tests.Suites;
using KerioMigration.Tests.Support.Memory;

namespace KerioMigration.Tests.Transfer;

public sealed class MigrationRunnerInMemoryTests : MigrationRunnerSuite
{
    // One ledger that outlives its openings, as a file does.
    private readonly MemoryLedger ledger = new(TimeProvider.System);

    protected override Task<ILedger> OpenLedgerAsync() => Task.FromResult<ILedger>(ledger);
}
