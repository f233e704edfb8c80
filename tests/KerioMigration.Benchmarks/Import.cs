using System.Collections.Generic;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks;

internal static class Import
{
    private const int Processes = 7;

    public static async Task RunAsync(Options options)
    {
        var seconds = new List<double>();
        for (var i = 0; i < options.Number("processes", Processes); i++)
        {
            seconds.Add((await ChildProcess.RunAsync<ImportResult>("import-once")).Seconds);
        }

        seconds.Sort();
        Output.Write(new
        {
            Benchmark = "import",
            Processes = seconds.Count,
            Seconds = Output.Round(seconds[seconds.Count / 2]),
            Fastest = Output.Round(seconds[0]),
            Slowest = Output.Round(seconds[^1]),
        });
    }
}
