using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Tests.Suites;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Ledger;

public sealed class SqliteLedgerTests : LedgerSuite
{
    private readonly TemporaryFolder folder = new();

    private protected override async Task<ILedger> OpenStoreAsync(LedgerHost host) =>
        await SqliteLedger.OpenAsync(folder.File("migration.ledger"), host, None);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
