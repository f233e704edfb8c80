using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>
/// Compares seeded items with what was read of them. Texts are the same when they are so without blanks and control characters: line ends
/// and what XML forbids are nobody's property.
/// </summary>
internal static class Comparison
{
    public static IReadOnlyList<PropertyResult> Run<TSeeded, TRead>(
        IReadOnlyList<PropertyCheck<TSeeded, TRead>> checks,
        IReadOnlyList<CarriedItem<TSeeded, TRead>> items) =>
        [.. checks.Select(c => Run(c, items)).Where(r => r.Items > 0)];

    public static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));

    private static PropertyResult Run<TSeeded, TRead>(PropertyCheck<TSeeded, TRead> check, IReadOnlyList<CarriedItem<TSeeded, TRead>> items)
    {
        var result = new PropertyResult(check.Name, check.Proof);
        foreach (var item in items)
        {
            var expected = Values(check.Expected(item.Seeded));
            if (expected.Count > 0)
            {
                Count(result, check, item, expected);
            }
        }

        return result;
    }

    private static void Count<TSeeded, TRead>(
        PropertyResult result, PropertyCheck<TSeeded, TRead> check, CarriedItem<TSeeded, TRead> item, List<string> expected)
    {
        var found = Values(check.Found(item.Read));
        var label = Plain(check.Label ?? "");
        var missing = expected.Where(e => !found.Exists(f => check.IsWithin ? f.Contains(e, StringComparison.Ordinal) : f == e)).ToList();
        if (missing.Count == 0)
        {
            result.InField++;
        }
        else if (missing.TrueForAll(m => item.Text.Contains(label + m, StringComparison.Ordinal)))
        {
            result.InText++;
        }
        else
        {
            result.Differences.Add($"{item.Name}: {Cut(string.Join('|', missing))}, found {Cut(string.Join('|', found))}");
            result.Reported += check.Loss is { } word && item.Losses.Any(l => l.Contains(word, StringComparison.Ordinal)) ? 1 : 0;
        }
    }

    private static List<string> Values(IEnumerable<string?> values) => [.. values.Select(v => Plain(v ?? "")).Where(v => v.Length > 0)];

    private static string Cut(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
