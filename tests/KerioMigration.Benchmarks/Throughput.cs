using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks;

/// <summary>How fast, beside the old tool's published figure and beside what the machine could do at most.</summary>
internal static class Throughput
{
    // The old tool's guide: one account, 1.5 GB, 50,800 items, in 1 h 37 min; four of them in 4 h 13 min.
    private const double KemtOneItemsPerSecond = 50_800 / (97 * 60.0);
    private const double KemtFourItemsPerSecond = 4 * 50_800 / (253 * 60.0);

    public static async Task KemtAsync(Options options)
    {
        foreach (var mailboxes in options.Flag("one", false) ? new[] { 1 } : [1, 4])
        {
            await using var servers = await Servers.StartAsync(options.Items, mailboxes);
            using var ledger = new TemporaryLedger();
            var result = await MigrateProcess.StartAsync(servers, ledger.Path);
            Output.Write(new
            {
                Benchmark = "kemt",
                Mailboxes = mailboxes,
                result.Items,
                result.Failed,
                Seconds = Output.Round(result.Seconds),
                ItemsPerSecond = Output.Round(result.ItemsPerSecond),
                TimesKemt = Output.Round(result.ItemsPerSecond / (mailboxes == 1 ? KemtOneItemsPerSecond : KemtFourItemsPerSecond)),
                CpuSeconds = Output.Round(result.CpuSeconds),
                PeakMegabytes = Output.Round(result.PeakMegabytes),
            });
        }
    }

    /// <summary>In turn, three times: this machine's speed drifts, the ratio of neighbours does not.</summary>
    public static async Task FloorAsync(Options options)
    {
        for (var round = 1; round <= 3; round++)
        {
            var floor = await FloorOnceAsync(options.Items);
            var ours = await OursOnceAsync(options.Items);
            Output.Write(new
            {
                Benchmark = "floor",
                Round = round,
                ours.Items,
                FloorSeconds = Output.Round(floor.Seconds),
                Seconds = Output.Round(ours.Seconds),
                ItemsPerSecond = Output.Round(ours.ItemsPerSecond),
                RatioToFloor = Output.Round(ours.Seconds / floor.Seconds),
            });
        }
    }

    private static async Task<FloorResult> FloorOnceAsync(int items)
    {
        await using var servers = await Servers.StartAsync(items);
        return await FloorProcess.StartAsync(servers);
    }

    private static async Task<MigrationResult> OursOnceAsync(int items)
    {
        await using var servers = await Servers.StartAsync(items);
        using var ledger = new TemporaryLedger();
        return await MigrateProcess.StartAsync(servers, ledger.Path);
    }
}
