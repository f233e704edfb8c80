using System;
using System.IO;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Tests.Suites;

namespace KerioMigration.Tests.Undo;

public sealed class UndoOnSqliteTests : UndoSuite, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("KerioMigration");

    public void Dispose() => folder.Delete(recursive: true);

    protected override async Task<ILedger> OpenLedgerAsync() =>
        await SqliteLedger.OpenAsync(Path.Combine(folder.FullName, "ledger.db"), TimeProvider.System, default);

    protected override Task<Func<Task<ILedger>>> CreateLedgerAsync()
    {
        var path = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.db");
        return Task.FromResult<Func<Task<ILedger>>>(async () => await SqliteLedger.OpenAsync(path, TimeProvider.System, default));
    }
}
