using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>A line for every property, and one for every kind.</summary>
internal sealed class FidelityOutput(int invitations)
{
    /// <param name="itemsPerSecond">Of the run that carried the kind.</param>
    public void Write(string kind, double itemsPerSecond, IReadOnlyList<string> missing, int items, IReadOnlyList<PropertyResult> results)
    {
        foreach (var result in results)
        {
            Output.Write(new
            {
                Benchmark = "fidelity",
                Kind = kind,
                Property = result.Name,
                result.Proof,
                result.Items,
                result.InField,
                result.InText,
                Differences = result.Differences.Count,
                result.Reported,
                result.Examples,
            });
        }

        Output.Write(new
        {
            Benchmark = "fidelity",
            Kind = kind,
            Items = items,
            ItemsPerSecond = Output.Round(itemsPerSecond),
            Missing = missing,
            Properties = results.Count,
            Carried = results.Count(r => r.IsCarried),
            SharePercent = Percent(results.Count(r => r.IsCarried), results.Count),
            ValuesPercent = Percent(results.Sum(r => r.InField + r.InText), results.Sum(r => r.Items)),
            Differences = results.Sum(r => r.Differences.Count),
            Reported = results.Sum(r => r.Reported),
            Invitations = invitations,
        });
    }

    public void Write(SeriesComparison series) => Output.Write(new
    {
        Benchmark = "fidelity",
        Kind = "recurrence",
        series.Cases,
        series.Occurrences,
        series.Differences,
        series.Examples,
        Invitations = invitations,
    });

    /// <summary>Rounded down: 100 means all.</summary>
    private static double Percent(int part, int whole) => whole == 0 ? 0 : Math.Floor(1000.0 * part / whole) / 10;
}
