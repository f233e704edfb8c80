using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Demo.Proof;

/// <summary>What a person would look at in an item, in words that are the same for a seeded item and for its copy.</summary>
internal sealed record ItemFacts(string Title, params IReadOnlyList<string> Details)
{
    /// <summary>What this one has and the copy has not; a copy may hold more.</summary>
    public IReadOnlyList<string> MissingIn(ItemFacts copy) => [.. Details.Where(d => !copy.Details.Contains(d, StringComparer.Ordinal))];

    public static string List(string name, IEnumerable<string?> values) => $"{name}: {string.Join(", ", values.OfType<string>().Order(StringComparer.Ordinal))}";

    public static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
