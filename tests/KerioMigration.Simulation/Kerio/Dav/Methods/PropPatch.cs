using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio.Dav.Xml;

namespace KerioMigration.Simulation.Kerio.Dav.Methods;

internal static class PropPatch
{
    public static DavAnswer Answer(DavCall call)
    {
        var wanted = FolderProperties.Wanted(call.Xml()).ToArray();
        if (call.Place.Kind != PlaceKind.Collection)
        {
            throw new DavRefusalException(403);
        }

        var folder = call.Folder;
        XName[] done = [];
        var name = wanted.FirstOrDefault(p => p.Name == Ns.Dav + "displayname");
        if (name is not null && !folder.IsDefault && call.User.Mailbox.Find(name.Value) is null)
        {
            call.User.Mailbox.Rename(folder, name.Value);
            done = [name.Name];
        }

        return MultiStatus.WithPrefixes([
            new XElement(Ns.Dav + "response", new XElement(Ns.Dav + "href", call.Place.Href), FolderProperties.Set(folder, wanted, done))]);
    }
}
