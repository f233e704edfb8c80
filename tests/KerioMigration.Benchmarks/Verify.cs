using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks;

/// <summary>Test-MigrationResult over a mailbox that was just migrated: by listings, and with every item read on both sides.</summary>
internal static class Verify
{
    public static async Task RunAsync(Options options)
    {
        await using var servers = await Servers.StartAsync(options.Items);
        using var ledger = new TemporaryLedger();
        var migration = await MigrateProcess.StartAsync(servers, ledger.Path);
        var listed = await VerifyProcess.StartAsync(servers, ledger.Path, content: false);
        var read = await VerifyProcess.StartAsync(servers, ledger.Path, content: true);
        Output.Write(new
        {
            Benchmark = "verify",
            migration.Items,
            MigrationSeconds = Output.Round(migration.Seconds),
            Seconds = Output.Round(listed.Seconds),
            listed.Grade,
            ContentSeconds = Output.Round(read.Seconds),
            ContentItemsPerSecond = Output.Round(read.Compared / read.Seconds),
            ContentMegabytes = Output.Round(read.Bytes / 1e6),
            ContentGrade = read.Grade,
            read.Compared,
            read.Normalized,
            CpuSeconds = Output.Round(read.CpuSeconds),
            PeakMegabytes = Output.Round(read.PeakMegabytes),
        });
    }
}
