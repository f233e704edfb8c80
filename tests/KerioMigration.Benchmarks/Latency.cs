using System;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks;

/// <summary>One mailbox over a network with 20 ms on each side, for servers with more and with fewer extensions.</summary>
internal static class Latency
{
    private const int Milliseconds = 20;

    public static async Task RunAsync(Options options)
    {
        foreach (var (multiAppend, literalPlus) in new[] { (true, true), (true, false), (false, true), (false, false) })
        {
            await using var servers = await Servers.StartAsync(
                Math.Min(options.Items, 5_000), latency: Milliseconds, multiAppend: multiAppend, literalPlus: literalPlus);
            using var ledger = new TemporaryLedger();
            var result = await MigrateProcess.StartAsync(servers, ledger.Path);
            Output.Write(new
            {
                Benchmark = "latency",
                LatencyMilliseconds = Milliseconds,
                MultiAppend = multiAppend,
                LiteralPlus = literalPlus,
                Mailboxes = 1,
                result.Items,
                Seconds = Output.Round(result.Seconds),
                ItemsPerSecond = Output.Round(result.ItemsPerSecond),
            });
        }
    }
}
