using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Tests.Suites;
using KerioMigration.Tests.Support.Memory;

namespace KerioMigration.Tests.Ledger;

public sealed class MemoryLedgerTests : LedgerSuite
{
    private readonly MemoryLedgerStore store = new();

    private protected override Task<ILedger> OpenStoreAsync(LedgerHost host) => Task.FromResult<ILedger>(new MemoryLedger(store, host));
}
