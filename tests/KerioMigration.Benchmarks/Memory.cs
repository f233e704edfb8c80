using System;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks;

/// <summary>Peak memory of the process that migrates, with a message of 150 MB among the items: it must not grow with the mailbox.</summary>
internal static class Memory
{
    public static async Task RunAsync(Options options)
    {
        foreach (var items in new[] { Math.Min(5_000, options.Items), options.Items, options.Items * 4 })
        {
            await using var servers = await Servers.StartAsync(items, huge: true);
            using var ledger = new TemporaryLedger();
            var result = await MigrateProcess.StartAsync(servers, ledger.Path);
            Output.Write(new
            {
                Benchmark = "memory",
                result.Items,
                result.Failed,
                PeakMegabytes = Output.Round(result.PeakMegabytes),
                ItemsPerSecond = Output.Round(result.ItemsPerSecond),
            });
        }
    }
}
