using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Pumps;

namespace KerioMigration.Benchmarks.Processes;

/// <param name="Seconds">Until both pumps ended; listing and signing in are not counted.</param>
internal sealed record FloorResult(double Seconds, double ReadSeconds, double AppendSeconds, long Items);

/// <summary>
/// The least that any migration has to do on this machine: read the same answers and throw them away, append as many messages of the
/// same sizes. Two pumps at the same time, without parsing, decoding, ledger or folders.
/// </summary>
internal static class FloorProcess
{
    // What the simulated Exchange adds to the MIME's length for an item's properties; seeded items have no other size.
    private const int PropertyBytes = 1_536;

    public static Task<FloorResult> StartAsync(Servers servers) =>
        ChildProcess.RunAsync<FloorResult>(
            "pumps",
            "--url", servers.Exchange.Url,
            "--user", servers.Exchange.User,
            "--password", servers.Exchange.Password,
            "--mailbox", servers.Exchange.Mailboxes[0],
            "--imaps", servers.Kerio.ImapsPort.ToString(CultureInfo.InvariantCulture),
            "--master", servers.Kerio.MasterPassword);

    public static async Task RunAsync(Options options)
    {
        using var reader = new ReadPump(options.Required("url"), options.Required("user"), options.Required("password"), options.Required("mailbox"));
        var items = await reader.ListAsync();
        await using var writer = await AppendPump.OpenAsync(int.Parse(options.Required("imaps"), CultureInfo.InvariantCulture), options.Required("master"), options.Required("mailbox"));

        var watch = Stopwatch.StartNew();
        var read = TimeAsync(() => reader.ReadAllAsync([.. items.Select(i => i.Id)]), watch);
        var appended = TimeAsync(() => writer.AppendAllAsync([.. items.Select(i => i.Size - PropertyBytes)]), watch);
        var seconds = await Task.WhenAll(read, appended);
        Output.Write(new FloorResult(seconds.Max(), seconds[0], seconds[1], items.Count));
    }

    private static async Task<double> TimeAsync(Func<Task> work, Stopwatch watch)
    {
        await Task.Run(work);
        return watch.Elapsed.TotalSeconds;
    }
}
