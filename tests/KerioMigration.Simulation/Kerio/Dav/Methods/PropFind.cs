using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio.Dav.Xml;

namespace KerioMigration.Simulation.Kerio.Dav.Methods;

internal static class PropFind
{
    private const string Archive = "Archive Folders";

    public static DavAnswer Answer(DavCall call)
    {
        var wanted = DavCall.Wanted(call.Xml());
        RequireExisting(call.Place);
        var responses = new List<XElement> { new Properties(call, call.Place).Response(wanted) };
        switch (call.Header("Depth"))
        {
            case "0":
                break;
            case "1":
                responses.AddRange(Members(call).Select(p => new Properties(call, p).Response(wanted)));
                responses.AddRange(Roots(call).Select(name => Properties.BlankFolder(call.Place, name, wanted)));
                break;
            default:
                throw new DavRefusalException(403, Ns.Dav + "propfind-finite-depth");
        }

        return MultiStatus.WithPrefixes(responses);
    }

    public static void RequireExisting(DavPlace place)
    {
        if ((place.Kind == PlaceKind.Collection && place.Folder is null) || (place.Kind == PlaceKind.Item && place.Resource is null))
        {
            throw new DavRefusalException(404);
        }
    }

    private static IEnumerable<DavPlace> Members(DavCall call) => call.Place.Kind switch
    {
        PlaceKind.CalendarHome or PlaceKind.ContactHome => call.Place.Collections(),
        PlaceKind.Collection => call.Place.Resources.Select(call.Place.ItemOf),
        _ => [],
    };

    private static string[] Roots(DavCall call) => call.Place.Kind == PlaceKind.CalendarHome ? [call.Names.PublicFolders, Archive] : [];
}
