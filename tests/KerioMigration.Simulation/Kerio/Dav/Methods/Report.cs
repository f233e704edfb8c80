using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio.Dav.Objects;
using KerioMigration.Simulation.Kerio.Dav.Xml;

namespace KerioMigration.Simulation.Kerio.Dav.Methods;

/// <summary>The four reports that were seen to work; a query without a filter means everything, whatever Depth says.</summary>
internal static class Report
{
    public static DavAnswer Answer(DavCall call)
    {
        PropFind.RequireExisting(call.Place);
        var request = call.Xml() ?? throw new DavRefusalException(400);
        var reports = call.Place.IsContacts ? Ns.CardDav : Ns.CalDav;
        if (request.Name == reports + (call.Place.IsContacts ? "addressbook-query" : "calendar-query"))
        {
            return Tell(call, Query(call, request, reports), request);
        }

        return request.Name == reports + (call.Place.IsContacts ? "addressbook-multiget" : "calendar-multiget")
            ? MultiStatus.WithoutPrefixes(request.Elements(Ns.Dav + "href").Select(h => One(call, h.Value, DavCall.Wanted(request))))
            : throw new DavRefusalException(403, Ns.Dav + "supported-report");
    }

    private static IEnumerable<DavPlace> Query(DavCall call, XElement request, XNamespace reports)
    {
        var filter = request.Element(reports + "filter");
        return call.Place.Resources
            .Where(r => filter is null || Matches(r.Text, filter, call.Place.IsContacts))
            .Select(call.Place.ItemOf);
    }

    private static bool Matches(string text, XElement filter, bool isContacts)
    {
        try
        {
            var root = Component.Parse(text);
            return isContacts ? CardFilter.Matches(root, filter) : CalendarFilter.Matches(root, filter);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static DavAnswer Tell(DavCall call, IEnumerable<DavPlace> places, XElement request)
    {
        var wanted = DavCall.Wanted(request);
        return MultiStatus.WithoutPrefixes(places.Select(p => new Properties(call, p).Response(wanted)).ToArray());
    }

    /// <summary>Items of this collection alone; the address is told as it was asked.</summary>
    private static XElement One(DavCall call, string href, IReadOnlyList<XName> wanted)
    {
        var path = Uri.TryCreate(new Uri("https://localhost" + call.Place.Href), href, out var address) ? address.AbsolutePath : href;
        return call.FindPlace(path) is { Resource: not null } place && place.Folder == call.Place.Folder
            ? new Properties(call, place).Response(wanted)
            : MultiStatus.Missing(href);
    }
}
