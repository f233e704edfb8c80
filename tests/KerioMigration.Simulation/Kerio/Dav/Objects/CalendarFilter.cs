using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio.Dav.Xml;

namespace KerioMigration.Simulation.Kerio.Dav.Objects;

/// <summary>The filter of calendar-query (RFC 4791, 9.7); parameters and alarms' times are not looked at.</summary>
internal static class CalendarFilter
{
    public static bool Matches(Component root, XElement filter) => filter.Elements(Ns.CalDav + "comp-filter").All(f => AnyMatches([root], f));

    private static bool AnyMatches(Component[] components, XElement filter)
    {
        var named = components.Where(c => c.Name == (string?)filter.Attribute("name")).ToArray();
        return filter.Element(Ns.CalDav + "is-not-defined") is null ? named.Any(c => MatchesOne(c, filter)) : named.Length == 0;
    }

    private static bool MatchesOne(Component component, XElement filter) =>
        filter.Elements(Ns.CalDav + "time-range").All(r => TimeSpanOf.Component(component).Overlaps(r))
        && filter.Elements(Ns.CalDav + "prop-filter").All(p => TextMatch.HasProperty(component, p))
        && filter.Elements(Ns.CalDav + "comp-filter").All(f => AnyMatches([.. component.Parts], f));
}
