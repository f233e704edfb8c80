using System;
using System.Collections.Generic;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>One property of a kind: what the seed has, and what a reader that we did not write finds at the destination.</summary>
/// <param name="Name">As Exchange calls it.</param>
/// <param name="Proof">Where it is looked for.</param>
/// <param name="Expected">Its values; none where the item has none.</param>
/// <param name="Found">The values of the destination's field; more than expected do not count.</param>
/// <param name="Label">How a line of the note text begins that holds it; null where any place in the text will do.</param>
internal sealed record PropertyCheck<TSeeded, TRead>(
    string Name, string Proof, Func<TSeeded, IEnumerable<string?>> Expected, Func<TRead, IEnumerable<string?>> Found, string? Label = null)
{
    /// <summary>The field may hold more than the value.</summary>
    public bool IsWithin { get; init; }

    /// <summary>A word by which the migration's report names the loss of this property; null where it names none.</summary>
    public string? Loss { get; init; }
}
