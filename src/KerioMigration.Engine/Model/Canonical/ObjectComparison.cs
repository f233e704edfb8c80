using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>Finds the properties by which two forms of an item differ.</summary>
internal static class ObjectComparison
{
    public static IReadOnlyList<PropertyDifference> Compare(CanonicalComponent sent, CanonicalComponent stored)
    {
        var (before, after) = (Parts(sent), Parts(stored));
        return [.. before.Keys.Union(after.Keys).SelectMany(key => ComparePart(key, before, after)).Distinct()];
    }

    /// <summary>Each component's properties below its name; several of one name (alarms) are one part.</summary>
    private static Dictionary<string, ILookup<string, CanonicalProperty>> Parts(CanonicalComponent root) => Walk("", root)
        .GroupBy(p => p.Part, p => p.Properties)
        .ToDictionary(g => g.Key, g => g.SelectMany(p => p).ToLookup(p => p.Name), StringComparer.Ordinal);

    private static IEnumerable<(string Part, IReadOnlyList<CanonicalProperty> Properties)> Walk(string part, CanonicalComponent component)
    {
        yield return (part, component.Properties);
        foreach (var child in component.Components)
        {
            foreach (var below in Walk(NameOf(part, child), child))
            {
                yield return below;
            }
        }
    }

    // A reader knows what an item is: only what is inside it needs a name.
    private static string NameOf(string parent, CanonicalComponent child) => child.Name switch
    {
        "VCALENDAR" or "VCARD" => parent,
        "VALARM" => parent.Length == 0 ? "VALARM" : $"VALARM of the {parent}",
        "VEVENT" or "VTODO" => child.Value("RECURRENCE-ID") is { } slot ? $"occurrence of {DayOf(slot)}" : parent,
        _ => child.Name,
    };

    private static string DayOf(string slot) =>
        slot.Length >= 8 ? $"{slot.Substring(0, 4)}-{slot.Substring(4, 2)}-{slot.Substring(6, 2)}" : slot;

    private static IEnumerable<PropertyDifference> ComparePart(
        string part, Dictionary<string, ILookup<string, CanonicalProperty>> before, Dictionary<string, ILookup<string, CanonicalProperty>> after)
    {
        if (!after.TryGetValue(part, out var stored))
        {
            return [new PropertyDifference(part, PropertyFate.Dropped)];
        }

        return before.TryGetValue(part, out var sent)
            ? sent.Select(p => p.Key).Union(stored.Select(p => p.Key)).Where(name => !sent[name].SequenceEqual(stored[name])).Select(Difference)
            : [new PropertyDifference(part, PropertyFate.Added)];

        PropertyDifference Difference(string name) => new(
            part.Length == 0 ? name + Files(name) : $"{name}{Files(name)} of the {part}",
            !sent[name].Any() ? PropertyFate.Added : stored[name].Any() ? PropertyFate.Changed : PropertyFate.Dropped);

        // A reader wants to know which of them.
        string Files(string name) => string.Join(", ", sent[name].Except(stored[name]).Select(p => p.FileName).OfType<string>()) is { Length: > 0 } names ? $" ({names})" : "";
    }
}
