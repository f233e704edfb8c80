using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks;

/// <summary>
/// What it costs that every intent and every receipt is on disk before the next step: the same migration with the same promises kept in
/// memory. In turn, three times: this machine's speed drifts, the ratio of neighbours does not.
/// </summary>
internal static class LedgerCost
{
    public static async Task RunAsync(Options options)
    {
        for (var round = 1; round <= 3; round++)
        {
            var memory = await OnceAsync(options.Items, "");
            using var ledger = new TemporaryLedger();
            var disk = await OnceAsync(options.Items, ledger.Path);
            Output.Write(new
            {
                Benchmark = "ledger",
                Round = round,
                disk.Items,
                MemorySeconds = Output.Round(memory.Seconds),
                Seconds = Output.Round(disk.Seconds),
                MemoryItemsPerSecond = Output.Round(memory.ItemsPerSecond),
                ItemsPerSecond = Output.Round(disk.ItemsPerSecond),
                ShareOfThroughput = Output.Round(1 - (memory.Seconds / disk.Seconds)),
            });
        }
    }

    private static async Task<EngineResult> OnceAsync(int items, string ledgerPath)
    {
        await using var servers = await Servers.StartAsync(items);
        return await EngineProcess.StartAsync(servers, ledgerPath);
    }
}
