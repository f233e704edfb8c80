using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>A line for every property, and one for every kind.</summary>
internal sealed class FidelityOutput(int invitations)
{
    public void Write(string kind, IReadOnlyList<string> missing, int items, IReadOnlyList<PropertyResult> results)
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
            Missing = missing,
            Properties = results.Count,
            Carried = results.Count(r => r.IsCarried),
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
}
