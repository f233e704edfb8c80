using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace KerioMigration.Simulation.Exchange.Schema;

/// <summary>A simple type: which texts it takes, in which version.</summary>
internal sealed record TextType(string Name, Func<string, SchemaVersion, bool> IsValid)
{
    public static readonly TextType String = new("String", (_, _) => true);
    public static readonly TextType NonEmpty = new("NonEmptyStringType", (text, _) => text.Length > 0);
    public static readonly TextType Boolean = new("Boolean", (text, _) => text.Trim() is "true" or "false" or "1" or "0");
    public static readonly TextType Int = new("Int", (text, version) => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
    public static readonly TextType DateTime = new(
        "DateTime", (text, version) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _));

    public static readonly TextType Guid = new("GuidType", (text, version) => System.Guid.TryParseExact(text, "D", out _));

    public static TextType Between(string name, int low, int high) => new(
        name, (text, version) => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high);

    public static TextType Enumeration(string name, params string[] values)
    {
        var all = values.ToFrozenSet(StringComparer.Ordinal);
        return new TextType(name, (text, _) => all.Contains(text));
    }

    /// <param name="values">Each value with the version that brought it.</param>
    public static TextType Enumeration(string name, IEnumerable<(string Value, SchemaVersion Since)> values)
    {
        var all = values.ToFrozenDictionary(v => v.Value, v => v.Since, StringComparer.Ordinal);
        return new TextType(name, (text, version) => all.TryGetValue(text, out var since) && version >= since);
    }

    /// <summary>A list of words, as xs:list.</summary>
    public TextType List() => new(Name, (text, version) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => IsValid(w, version)));
}
