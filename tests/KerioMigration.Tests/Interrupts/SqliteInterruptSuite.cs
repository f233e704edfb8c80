using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;

namespace KerioMigration.Tests.Interrupts;

/// <summary>The suite over the ledger that users have.</summary>
public abstract class SqliteInterruptSuite : InterruptSuite, IDisposable
{
    // Each of some ten thousand steps goes through to the disk; nobody pulls a plug here, so that a disk in memory does.
    private readonly DirectoryInfo folder = Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory(Path.Combine("/dev/shm", "KerioMigration-" + Guid.NewGuid().ToString("N")))
        : Directory.CreateTempSubdirectory("KerioMigration-");
    private int files;

    public void Dispose()
    {
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected override Func<LedgerHost, Task<ILedger>> NewLedger()
    {
        var path = Path.Combine(folder.FullName, (++files).ToString(CultureInfo.InvariantCulture) + ".db");
        return async host => await SqliteLedger.OpenAsync(path, host, default);
    }
}
