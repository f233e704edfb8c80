using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace KerioMigration.Benchmarks.Faults;

/// <summary>The whole table, once.</summary>
internal static class FaultRuns
{
    public static async Task RunAsync(Options options)
    {
        var problems = new List<string>();
        var only = options.Text("only") ?? "";
        var rows = FaultTable.Cases.Where(c => c.ToString().Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var row in rows)
        {
            if (await FaultTrial.PlayAsync(row) is { } problem)
            {
                problems.Add($"{row}: {problem}");
                await Console.Error.WriteLineAsync(problems[^1]);
            }
        }

        Output.Write(new
        {
            Benchmark = "faults",
            Tried = rows.Count,
            AsExpected = rows.Count - problems.Count,
            Moments = rows.Select(c => (c.Side, c.Fault.On)).Distinct().Count(),
            RetriedAndDone = Count(rows, FaultEffect.Nothing),
            Item = Count(rows, FaultEffect.Item),
            Folder = Count(rows, FaultEffect.Folder),
            Mailbox = Count(rows, FaultEffect.Mailbox),
            Run = Count(rows, FaultEffect.Run),
        });
    }

    private static int Count(List<FaultCase> rows, FaultEffect effect) => rows.Count(c => c.Expected.Effect == effect);
}
