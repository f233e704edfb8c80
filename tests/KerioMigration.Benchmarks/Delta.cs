using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks;

/// <summary>The second run over a mailbox in which nothing changed.</summary>
internal static class Delta
{
    public static async Task RunAsync(Options options)
    {
        await using var servers = await Servers.StartAsync(options.Items);
        using var ledger = new TemporaryLedger();
        var first = await MigrateProcess.StartAsync(servers, ledger.Path);
        var second = await MigrateProcess.StartAsync(servers, ledger.Path);
        Output.Write(new
        {
            Benchmark = "delta",
            first.Items,
            FirstSeconds = Output.Round(first.Seconds),
            Seconds = Output.Round(second.Seconds),
            ItemsWrittenAgain = second.Items,
        });
    }
}
