using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace KerioMigration.Demo.Proof;

/// <summary>The lines of a vCard 3.0 (RFC 2426), unfolded.</summary>
internal sealed partial class CardLines
{
    private readonly ILookup<string, string> values;

    private CardLines(ILookup<string, string> values) => this.values = values;

    public static CardLines Of(string card) => new(card.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")
        .Select(l => Line().Match(l)).Where(m => m.Success)
        .ToLookup(m => m.Groups["name"].Value, m => m.Groups["value"].Value, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whole values.</summary>
    public IEnumerable<string> Values(string name) => values[name].Select(Plain);

    /// <summary>The parts of the first value of that name.</summary>
    public IEnumerable<string> Parts(string name) => values[name].Take(1).SelectMany(v => Semicolon().Split(v)).Select(Plain);

    private static string Plain(string value) => Escape().Replace(value, m => m.Value[1] is 'n' or 'N' ? "\n" : m.Value[1..]);

    [GeneratedRegex(@"^(?:[\w-]+\.)?(?<name>[\w-]+)(?:;[^:]*)?:(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<!\\);")]
    private static partial Regex Semicolon();

    [GeneratedRegex(@"\\.", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
