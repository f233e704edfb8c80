using System.Collections.Generic;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>How one property fared over all items that have it.</summary>
internal sealed record PropertyResult(string Name, string Proof)
{
    private const int Shown = 3;

    public int InField { get; set; }

    public int InText { get; set; }

    /// <summary>Differences that the migration's own report names among the item's losses.</summary>
    public int Reported { get; set; }

    public List<string> Differences { get; } = [];

    public int Items => InField + InText + Differences.Count;

    public bool IsCarried => Differences.Count == 0;

    public IEnumerable<string> Examples => Differences.GetRange(0, int.Min(Differences.Count, Shown));
}
