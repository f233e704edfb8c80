using System;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks;

/// <summary>
/// Peak memory of the process that migrates, with a message of 150 MB among the items: it must not grow with the mailbox. A process that
/// has just begun has less than one that has run for a while, whatever it does: so many small mailboxes in turn stand beside a large one.
/// </summary>
internal static class Memory
{
    private const int Small = 5_000;

    public static async Task RunAsync(Options options)
    {
        var small = Math.Min(Small, options.Items);
        await RunAsync(small, mailboxes: 1);
        await RunAsync(small, mailboxes: (int)Math.Ceiling(options.Items / (double)small));
        await RunAsync(options.Items, mailboxes: 1);
        await RunAsync(options.Items * 4, mailboxes: 1);
    }

    private static async Task RunAsync(int items, int mailboxes)
    {
        await using var servers = await Servers.StartAsync(items, mailboxes, huge: true);
        using var ledger = new TemporaryLedger();
        var result = await MigrateProcess.StartInTurnAsync(servers, ledger.Path);
        Output.Write(new
        {
            Benchmark = "memory",
            Mailboxes = mailboxes,
            result.Items,
            result.Failed,
            PeakMegabytes = Output.Round(result.PeakMegabytes),
            ItemsPerSecond = Output.Round(result.ItemsPerSecond),
        });
    }
}
