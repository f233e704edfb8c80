using System.Threading.Tasks;
using KerioMigration.Benchmarks.Fidelity;
using KerioMigration.Benchmarks.Groupware;

namespace KerioMigration.Benchmarks;

internal static class All
{
    public static async Task RunAsync(Options options)
    {
        await Import.RunAsync(options);
        await Throughput.KemtAsync(options);
        await Throughput.FloorAsync(options);
        await Latency.RunAsync(options);
        await Delta.RunAsync(options);
        await Verify.RunAsync(options);
        await Memory.RunAsync(options);
        await LedgerCost.RunAsync(options);
        await Peer.RunAsync(options);
        await GroupwareSpeed.RunAsync(options);
        await FidelityRun.RunAsync();
    }
}
