using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio.Dav.Xml;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Dav.Methods;

/// <summary>The properties that a client may set.</summary>
internal static class FolderProperties
{
    private static readonly Dictionary<XName, Action<KerioFolder, string>> Setters = new()
    {
        [Ns.Apple + "calendar-color"] = (f, text) => f.Color = text,
        [Ns.Apple + "calendar-order"] = (f, text) => f.Order = int.TryParse(text, CultureInfo.InvariantCulture, out var order) ? order : f.Order,
        [Ns.CalDav + "calendar-description"] = (f, text) => f.Description = text,
    };

    /// <summary>Sets what it can and gives a propstat for each outcome; the display name is the caller's.</summary>
    public static IEnumerable<XElement> Set(KerioFolder folder, IEnumerable<XElement> wanted, params XName[] done)
    {
        var set = new List<XName>();
        var refused = new List<XName>();
        foreach (var property in wanted)
        {
            if (Setters.TryGetValue(property.Name, out var setter))
            {
                setter(folder, property.Value);
            }

            (setter is not null || done.Contains(property.Name) ? set : refused).Add(property.Name);
        }

        return Tell(set, refused);
    }

    public static IEnumerable<XElement> Tell(IReadOnlyCollection<XName> set, IReadOnlyCollection<XName> refused)
    {
        if (set.Count > 0)
        {
            yield return MultiStatus.PropStat(MultiStatus.Found, set.Select(n => new XElement(n)));
        }

        if (refused.Count > 0)
        {
            yield return MultiStatus.PropStat("HTTP/1.1 403 Forbidden", refused.Select(n => new XElement(n)));
        }
    }

    public static IEnumerable<XElement> Wanted(XElement? request) => request?.Elements(Ns.Dav + "set").Elements(Ns.Dav + "prop").Elements() ?? [];
}
