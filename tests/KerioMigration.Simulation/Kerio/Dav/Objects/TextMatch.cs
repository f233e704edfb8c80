using System;
using System.Linq;
using System.Xml.Linq;

namespace KerioMigration.Simulation.Kerio.Dav.Objects;

/// <summary>What both filters share: <c>prop-filter</c> and <c>text-match</c>.</summary>
internal static class TextMatch
{
    /// <summary>True when the component has (or lacks) the property, with one of the texts that are asked for.</summary>
    public static bool HasProperty(Component component, XElement filter)
    {
        var lines = component.All(((string?)filter.Attribute("name") ?? string.Empty).ToUpperInvariant()).ToArray();
        if (filter.Elements().Any(e => e.Name.LocalName == "is-not-defined"))
        {
            return lines.Length == 0;
        }

        var texts = filter.Elements().Where(e => e.Name.LocalName == "text-match").ToArray();
        return lines.Any(l => texts.Length == 0 || (IsAll(filter) ? texts.All(t => Matches(l.Value, t)) : texts.Any(t => Matches(l.Value, t))));
    }

    public static bool IsAll(XElement filter) => (string?)filter.Attribute("test") == "allof";

    private static bool Matches(string value, XElement match)
    {
        var found = ((string?)match.Attribute("match-type") ?? "contains") switch
        {
            "equals" => string.Equals(value, match.Value, StringComparison.OrdinalIgnoreCase),
            "starts-with" => value.StartsWith(match.Value, StringComparison.OrdinalIgnoreCase),
            "ends-with" => value.EndsWith(match.Value, StringComparison.OrdinalIgnoreCase),
            _ => value.Contains(match.Value, StringComparison.OrdinalIgnoreCase),
        };
        return found != ((string?)match.Attribute("negate-condition") == "yes");
    }
}
