using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Simulation.Kerio.Dav.Objects;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Dav;

/// <summary>What an address means. Home, collection and item have an owner; a collection that does not exist has no folder.</summary>
/// <param name="Parent">The address of the collection or home around it, with the slash at its end.</param>
/// <param name="Name">The last part, for collections and items.</param>
internal sealed record DavPlace(PlaceKind Kind, KerioUser? Owner, string Parent, string Name = "", KerioFolder? Folder = null)
{
    private const string AddressBook = "addressbook";

    /// <summary>Spares a long listing the search for each of its items.</summary>
    private KerioResource? listed;

    /// <summary>The address as it is told: collections with a slash at the end.</summary>
    public string Href => Kind switch
    {
        PlaceKind.Item => Parent + Escape(Name),
        PlaceKind.Collection or PlaceKind.Publication => $"{Parent}{Escape(Name)}/",
        _ => Parent,
    };

    public bool IsContacts => Parent.StartsWith("/contacts/", StringComparison.Ordinal);

    /// <summary>Whether objects can be stored here: in calendars and task lists of the one tree, in the contact folders of the other.</summary>
    public bool TakesObjects => Folder is not null && StoredObject.ContentTypeOf(Folder.Kind) is not null
        && (Folder.Kind == FolderKind.Contacts) == IsContacts;

    public KerioResource? Resource => Kind == PlaceKind.Item && (listed ?? Folder?.Resources.Find(Name)) is { } found && IsShown(found) ? found : null;

    /// <summary>What DAV shows of the folder here: objects of the kind that belongs to this tree.</summary>
    public IEnumerable<KerioResource> Resources => Folder?.Resources.All.Where(IsShown) ?? [];

    /// <summary>Null when there is nothing of the kind.</summary>
    public static DavPlace? Find(string path, KerioStore store)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        switch (parts)
        {
            case ["caldav"]:
                return new DavPlace(PlaceKind.Root, null, "/caldav/");
            case ["caldav", "users", var domain, var login]:
                return Owned(store, domain, login, u => new DavPlace(PlaceKind.Principal, u, PrincipalOf(u)));
            case ["full-calendars", var domain, var login, .. var rest]:
                return Owned(store, domain, login, u => InHome(PlaceKind.CalendarHome, u, CalendarsOf(u), rest));
            case ["contacts", var domain, var login, .. var rest]:
                return Owned(store, domain, login, u => InHome(PlaceKind.ContactHome, u, ContactsOf(u), rest));
            case ["calendars", var domain, var login, .. var rest] when rest.Length > 0:
                return Owned(store, domain, login, u => InHome(PlaceKind.CalendarHome, u, $"/calendars/{domain}/{login}/", rest));
            case ["ical", var login, var name] when store.FindUser(login) is { } user:
                var calendar = InHome(PlaceKind.CalendarHome, user, CalendarsOf(user), [name]);
                return calendar is { TakesObjects: true } ? calendar with { Kind = PlaceKind.Publication, Parent = $"/ical/{login}/" } : null;
            default:
                return null;
        }
    }

    public static string PrincipalOf(KerioUser user) => $"/caldav/users/{user.Domain.Name}/{user.LoginName}/";

    public static string CalendarsOf(KerioUser user) => $"/full-calendars/{user.Domain.Name}/{user.LoginName}/";

    public static string ContactsOf(KerioUser user) => $"/contacts/{user.Domain.Name}/{user.LoginName}/";

    /// <summary>The folders below a home. Nested ones are not among them: DAV knows flat collections only.</summary>
    public IEnumerable<DavPlace> Collections()
    {
        var folders = Owner!.Mailbox.Folders.Where(f => !f.Path.Contains('/', StringComparison.Ordinal));
        return Kind == PlaceKind.ContactHome
            ? folders.Where(f => f.Kind == FolderKind.Contacts).Select(f => InHome(f, IsDefaultBook(f) ? AddressBook : f.Guid.ToString()))
            : folders.OrderBy(f => f.Use != SpecialUse.Inbox).ThenBy(f => f.Path, StringComparer.Ordinal).Select(f => InHome(f, f.Guid.ToString()));
    }

    public bool IsPublic => Folder is { } folder && Owner?.Domain.PublicFolders.Find(folder.Guid) is not null;

    public DavPlace ItemOf(KerioResource resource) => new(PlaceKind.Item, Owner, Href, resource.Name, Folder) { listed = resource };

    private static bool IsDefaultBook(KerioFolder folder) => folder is { IsDefault: true, Kind: FolderKind.Contacts };

    private static DavPlace? Owned(KerioStore store, string domain, string login, Func<KerioUser, DavPlace?> found) =>
        store.FindUser($"{login}@{domain}") is { } user ? found(user) : null;

    private static DavPlace? InHome(PlaceKind home, KerioUser owner, string href, string[] rest)
    {
        var place = new DavPlace(home, owner, href);
        switch (rest)
        {
            case []:
                return place;
            case [var collection]:
                return place.Collection(collection);
            case [var collection, var name] when place.Collection(collection) is { Folder: not null } around:
                return new DavPlace(PlaceKind.Item, owner, around.Href, name, around.Folder);
            default:
                return null;
        }
    }

    /// <summary>A collection goes by the GUID or the name of its folder; a public one by its GUID alone, and no listing shows it.</summary>
    private DavPlace Collection(string name)
    {
        var found = Collections().Select(c => c.Folder!).FirstOrDefault(f =>
            f.Path == name || f.Guid.ToString() == name || (Kind == PlaceKind.ContactHome && name == AddressBook && IsDefaultBook(f)));
        var shared = found is null && Guid.TryParse(name, out var guid) ? Owner!.Domain.PublicFolders.Find(guid) : null;
        return new DavPlace(PlaceKind.Collection, Owner, Parent, name, found ?? shared);
    }

    private DavPlace InHome(KerioFolder folder, string name) => new(PlaceKind.Collection, Owner, Parent, name, folder);

    private static string Escape(string name) => Uri.EscapeDataString(name).Replace("%40", "@", StringComparison.Ordinal);

    private bool IsShown(KerioResource resource) => TakesObjects && resource.ContentType == StoredObject.ContentTypeOf(Folder!.Kind);
}
