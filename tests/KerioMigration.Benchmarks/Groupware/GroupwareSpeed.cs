using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;
using KerioMigration.Engine.Model;
using KerioMigration.Simulation.RealDav;

namespace KerioMigration.Benchmarks.Groupware;

/// <summary>Events and contacts: the whole migration into the simulated Kerio, and the writing alone into servers that we did not write.</summary>
internal static class GroupwareSpeed
{
    private const int DefaultItems = 500;

    private static readonly (string Name, ItemKind Kind)[] Kinds = [("event", ItemKind.Calendar), ("contact", ItemKind.Contact)];

    public static async Task RunAsync(Options options)
    {
        await using var servers = await Servers.StartGroupwareAsync(options.Number("items", DefaultItems));
        using var ledger = new TemporaryLedger();
        foreach (var (name, kind) in Kinds)
        {
            var result = await MigrateProcess.StartAsync(servers, ledger.Path, kind.ToString());
            Write(name, "kerio", result.Items, result.Failed, result.Seconds);
        }

        foreach (var (name, kind) in Kinds)
        {
            using var folder = await ConvertedFolder.ReadAsync(servers.Exchange, kind);
            await using (var radicale = await RadicaleServer.StartAsync())
            {
                await WriteAsync(name, "radicale", radicale, folder);
            }

            await using var cyrus = await CyrusServer.StartAsync();
            await WriteAsync(name, "cyrus", cyrus, folder);
        }
    }

    private static async Task WriteAsync(string name, string target, RealDavServer server, ConvertedFolder folder)
    {
        // Another user's first: neither this process nor the server compiles and starts on the clock.
        await DavWriting.RunAsync(server, folder.Kind, folder.Items.Take(folder.Items.Count / 10));
        var watch = Stopwatch.StartNew();
        var failed = await DavWriting.RunAsync(server, folder.Kind, folder.Items);
        Write(name, target, folder.Items.Count - failed, failed, watch.Elapsed.TotalSeconds);
    }

    private static void Write(string kind, string target, long items, long failed, double seconds) => Output.Write(new
    {
        Benchmark = "groupware",
        Kind = kind,
        Target = target,
        Items = items,
        Failed = failed,
        Seconds = Output.Round(seconds),
        ItemsPerSecond = Output.Round(items / seconds),
    });
}
