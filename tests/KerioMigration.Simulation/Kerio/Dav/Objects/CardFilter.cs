using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio.Dav.Xml;

namespace KerioMigration.Simulation.Kerio.Dav.Objects;

/// <summary>The filter of addressbook-query (RFC 6352, 10.5); parameters are not looked at.</summary>
internal static class CardFilter
{
    public static bool Matches(Component card, XElement filter)
    {
        var asked = filter.Elements(Ns.CardDav + "prop-filter").ToArray();
        return asked.Length == 0
            || (TextMatch.IsAll(filter) ? asked.All(p => TextMatch.HasProperty(card, p)) : asked.Any(p => TextMatch.HasProperty(card, p)));
    }
}
