using System;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio.Dav.Xml;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Dav.Methods;

/// <summary>
/// MKCALENDAR makes a folder with the display name that is asked for. Its address afterwards is that of any folder: GUID or name; the one
/// in the request is forgotten unless it is the name.
/// </summary>
internal static class MakeCalendar
{
    private static readonly XName FreeBusySet = Ns.CalDav + "calendar-free-busy-set";

    public static DavAnswer Answer(DavCall call)
    {
        if (call.Place is not { Kind: PlaceKind.Collection, IsContacts: false })
        {
            throw new DavRefusalException(403, Ns.CalDav + "calendar-collection-location-ok");
        }

        var wanted = FolderProperties.Wanted(call.Xml()).ToArray();
        var kind = Kind(wanted.FirstOrDefault(p => p.Name == Ns.CalDav + "supported-calendar-component-set"));
        var name = wanted.FirstOrDefault(p => p.Name == Ns.Dav + "displayname")?.Value ?? call.Place.Name;
        if (call.Place.Folder is not null || name.Length == 0 || name.Contains('/', StringComparison.Ordinal))
        {
            throw new DavRefusalException(403, Ns.Dav + "resource-must-be-null");
        }

        var folder = call.User.Mailbox.Create(name, kind) ?? throw new DavRefusalException(403, Ns.Dav + "resource-must-be-null");
        FolderProperties.Set(folder, wanted);
        return call.Options.MakeCalendarAnswersCreated ? new DavAnswer(201) : MultiStatus.WithPrefixes([
            new XElement(Ns.Dav + "response", new XElement(Ns.Dav + "href", call.Place.Href),
                FolderProperties.Tell([.. wanted.Select(p => p.Name).Where(n => n != FreeBusySet)], [FreeBusySet]))]);
    }

    private static FolderKind Kind(XElement? components)
    {
        var name = components?.Elements(Ns.CalDav + "comp").Attributes("name").Select(a => a.Value).FirstOrDefault() ?? "VEVENT";
        return name switch
        {
            "VEVENT" => FolderKind.Calendar,
            "VTODO" => FolderKind.Tasks,
            _ => throw new DavRefusalException(403, Ns.CalDav + "supported-calendar-component"),
        };
    }
}
