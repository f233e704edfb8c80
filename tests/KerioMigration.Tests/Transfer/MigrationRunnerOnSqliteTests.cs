using System;
using System.IO;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Tests.Suites;

namespace KerioMigration.Tests.Transfer;

public sealed class MigrationRunnerOnSqliteTests : MigrationRunnerSuite, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("KerioMigration");

    public void Dispose() => folder.Delete(recursive: true);

    protected override async Task<ILedger> OpenLedgerAsync() =>
        await SqliteLedger.OpenAsync(Path.Combine(folder.FullName, "ledger.db"), TimeProvider.System, default);
}
