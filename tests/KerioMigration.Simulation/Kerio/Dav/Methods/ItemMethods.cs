using System;
using System.Linq;
using System.Text;
using KerioMigration.Simulation.Kerio.Dav.Objects;
using KerioMigration.Simulation.Kerio.Dav.Scheduling;
using KerioMigration.Simulation.Kerio.Dav.Xml;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Dav.Methods;

internal static class ItemMethods
{
    public static DavAnswer Get(DavCall call)
    {
        if (call.Place.Kind == PlaceKind.Publication)
        {
            return new DavAnswer(200, Encoding.UTF8.GetBytes(Publication.Text(call.Place.Resources.Select(r => r.Text))), "text/calendar; charset=utf-8");
        }

        var stored = call.Place.Resource ?? throw new DavRefusalException(404);
        return new DavAnswer(200, Encoding.UTF8.GetBytes(stored.Text), $"{stored.ContentType}; charset=utf-8").With("ETag", call.ETag(stored));
    }

    public static DavAnswer Delete(DavCall call)
    {
        PropFind.RequireExisting(call.Place);
        switch (call.Place.Kind)
        {
            case PlaceKind.Collection when !call.Folder.IsDefault && call.Place.TakesObjects:
                foreach (var item in call.Place.Resources)
                {
                    Schedule(call, call.Place.ItemOf(item), item.Text, null);
                }

                call.User.Mailbox.Remove(call.Folder);
                return new DavAnswer(204);
            case PlaceKind.Item:
                var stored = call.Place.Resource!;
                call.CheckPreconditions(stored);
                call.Folder.Resources.Remove(stored);
                Schedule(call, call.Place, stored.Text, null);
                return new DavAnswer(204);
            default:
                throw new DavRefusalException(403);
        }
    }

    /// <summary>Within one mailbox; the item gets the number of the new folder, and so another ETag.</summary>
    public static DavAnswer Move(DavCall call)
    {
        var source = call.Place.Resource ?? throw new DavRefusalException(404);
        call.CheckPreconditions(source);
        var target = Destination(call);
        if (target.Folder!.Kind != call.Folder.Kind)
        {
            throw new DavRefusalException(403, Ns.CalDav + "supported-calendar-component");
        }

        var existing = target.Resource;
        if (existing is not null && string.Equals(call.Header("Overwrite"), "F", StringComparison.OrdinalIgnoreCase))
        {
            throw new DavRefusalException(412);
        }

        Put.CheckUid(call.Options, target, source.Uid, existing ?? (target.Folder == call.Folder ? source : null));
        call.Folder.Resources.Remove(source);
        if (existing is not null)
        {
            target.Folder.Resources.Remove(existing);
        }

        target.Folder.Resources.Add(new NewResource(source.ContentType, source.Text, source.Uid, target.Name));
        return new DavAnswer(existing is null ? 201 : 204);
    }

    /// <summary>Notes the messages that calendar-auto-schedule would send for this change.</summary>
    public static void Schedule(DavCall call, DavPlace place, string? before, string? after)
    {
        if (place.Folder!.Kind != FolderKind.Calendar && place.Folder.Kind != FolderKind.Tasks)
        {
            return;
        }

        var old = StoredObject.TryRead(before, place.Folder.Kind);
        var now = StoredObject.TryRead(after, place.Folder.Kind);
        if (old is null && now is null)
        {
            return;
        }

        var silent = after is null && string.Equals(call.Header("Schedule-Reply"), "F", StringComparison.OrdinalIgnoreCase);
        foreach (var (method, recipients) in new AutoSchedule(call.User, call.Options.IgnoresScheduleAgent).Messages(old, now))
        {
            if (method != "REPLY" || !silent)
            {
                call.Records.Add(new Invitation(call.User.Address, method, (now ?? old)!.Uid, place.Href, recipients));
            }
        }
    }

    private static DavPlace Destination(DavCall call)
    {
        if (!Uri.TryCreate(new Uri("https://localhost/"), call.Header("Destination") ?? string.Empty, out var address))
        {
            throw new DavRefusalException(400);
        }

        var place = call.FindPlace(address.AbsolutePath);
        return place is { Kind: PlaceKind.Item, Folder: not null } && place.Owner == call.User ? place : throw new DavRefusalException(409);
    }
}
