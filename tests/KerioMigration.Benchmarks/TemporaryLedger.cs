using System;
using System.IO;

namespace KerioMigration.Benchmarks;

/// <summary>A ledger on this machine's disk that is gone afterwards.</summary>
internal sealed class TemporaryLedger : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("KerioMigration-benchmark-");

    public string Path => System.IO.Path.Combine(folder.FullName, "ledger.db");

    public void Dispose() => folder.Delete(recursive: true);
}
