using System;
using System.Linq;
using System.Text;
using KerioMigration.Simulation.Kerio.Dav.Objects;
using KerioMigration.Simulation.Kerio.Dav.Xml;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Dav.Methods;

/// <summary>PUT to an item, or to the collection itself: then the server chooses the name.</summary>
internal static class Put
{
    public static DavAnswer Answer(DavCall call)
    {
        if (call.Place.Kind is not (PlaceKind.Item or PlaceKind.Collection))
        {
            throw new DavRefusalException(405);
        }

        var folder = call.Folder;
        if (!call.Place.TakesObjects)
        {
            throw new DavRefusalException(403);
        }

        var existing = call.Place.Resource;
        call.CheckPreconditions(existing);
        var text = call.Text();
        if (call.Options.LosesUnwrappedObjects && !call.Place.IsContacts && !text.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase))
        {
            return new DavAnswer(201);
        }

        var read = StoredObject.Read(text, folder.Kind);
        existing = CheckUid(call.Options, call.Place, read.Uid, existing);
        return Store(call, read, text, existing);
    }

    /// <summary>The item that will get the text: the one of this name, or by option the one that has the UID already.</summary>
    /// <exception cref="DavRefusalException">409.</exception>
    public static KerioResource? CheckUid(DavOptions options, DavPlace place, string uid, KerioResource? existing)
    {
        var other = place.Folder!.Resources.WithUid(uid).FirstOrDefault(r => r.Number != existing?.Number);
        if (other is null || options.UidConflict == UidConflict.Duplicated)
        {
            return existing;
        }

        if (options.UidConflict == UidConflict.Overwritten && existing is null)
        {
            return other;
        }

        var around = place.Kind == PlaceKind.Item ? place.Parent : place.Href;
        var precondition = (place.IsContacts ? Ns.CardDav : Ns.CalDav) + "no-uid-conflict";
        throw new DavRefusalException(409, precondition, around + Uri.EscapeDataString(other.Name));
    }

    private static DavAnswer Store(DavCall call, StoredObject read, string text, KerioResource? existing)
    {
        var kept = Rewriting.Apply(text, read, call.Options.Rewrites);
        if (!call.User.HasRoomFor(existing is null ? 1 : 0, Encoding.UTF8.GetByteCount(kept) - (existing?.Size ?? 0)))
        {
            throw new DavRefusalException(507, Ns.Dav + "quota-not-exceeded");
        }

        var name = call.Place.Kind == PlaceKind.Item ? call.Place.Name : Guid.NewGuid() + (call.Place.IsContacts ? ".vcf" : ".ics");
        var content = new NewResource(read.ContentType, kept, read.Uid, name);
        var stored = existing is null ? call.Folder.Resources.Add(content) : call.Folder.Resources.Replace(existing, content)!;
        var parent = call.Place.Kind == PlaceKind.Item ? call.Place.Parent : call.Place.Href;
        var place = new DavPlace(PlaceKind.Item, call.Place.Owner, parent, stored.Name, call.Folder);
        if (!call.Place.IsContacts && read.Root.Value("METHOD") is { } method)
        {
            call.Records.Add(new DavViolation(call.User.Address, place.Href, $"METHOD:{method} in a stored object"));
        }

        ItemMethods.Schedule(call, place, existing?.Text, text);
        return new DavAnswer(existing is null ? 201 : call.Options.UpdateStatus)
            .With("ETag", call.Options.TellsETagOnPut && kept == text ? call.ETag(stored) : null);
    }
}
