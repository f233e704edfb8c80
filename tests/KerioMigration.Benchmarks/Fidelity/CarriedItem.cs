using System.Collections.Generic;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>A seeded item and what was read of its copy.</summary>
/// <param name="Text">The copy's note text, without blanks.</param>
/// <param name="Losses">What the migration reported of it.</param>
internal sealed record CarriedItem<TSeeded, TRead>(string Name, TSeeded Seeded, TRead Read, string Text, IReadOnlyList<string> Losses);
