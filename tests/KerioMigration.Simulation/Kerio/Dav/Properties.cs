using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio.Dav.Objects;
using KerioMigration.Simulation.Kerio.Dav.Xml;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Dav;

/// <summary>The properties of one place. A method that gives null says: there is none here.</summary>
internal sealed class Properties
{
    private static readonly Dictionary<XName, Func<Properties, object?>> All = new()
    {
        [Ns.Dav + "displayname"] = p => p.DisplayName(),
        [Ns.Dav + "resourcetype"] = p => p.ResourceType(),
        [Ns.Dav + "getetag"] = p => p.Of(p.call.ETag),
        [Ns.Dav + "getcontenttype"] = p => p.Of(r => $"{r.ContentType}; charset=utf-8"),
        [Ns.Dav + "getcontentlength"] = p => p.Of(r => r.Size.ToString(CultureInfo.InvariantCulture)),
        [Ns.Dav + "getlastmodified"] = p => p.Of(r => r.ModifiedAt.ToString("r", CultureInfo.InvariantCulture)),
        [Ns.Dav + "creationdate"] = p => p.Of(r => r.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        [Ns.Dav + "current-user-principal"] = p => p.place.Kind == PlaceKind.Publication ? null : Href(DavPlace.PrincipalOf(p.call.User)),
        [Ns.Dav + "principal-URL"] = p => p.OfPrincipal(u => Href(DavPlace.PrincipalOf(u))),
        [Ns.Dav + "owner"] = p => p.place.Owner is { } owner ? Href(DavPlace.PrincipalOf(owner)) : null,
        [Ns.Dav + "current-user-privilege-set"] = p => p.Privileges(),
        [Ns.Dav + "supported-report-set"] = p => p.Reports(),
        [Ns.Dav + "quota-used-bytes"] = p => p.place.Owner?.Mailbox.UsedBytes.ToString(CultureInfo.InvariantCulture),
        [Ns.Dav + "quota-available-bytes"] = p => p.QuotaLeft(),
        [Ns.CalDav + "calendar-home-set"] = p => p.OfPrincipal(u => Href(DavPlace.CalendarsOf(u))),
        [Ns.CardDav + "addressbook-home-set"] = p => p.OfPrincipal(u => Href(DavPlace.ContactsOf(u))),
        [Ns.CalDav + "calendar-user-address-set"] = p => p.OfPrincipal(u => Href($"mailto:{u.Address}")),
        [Ns.CalendarServer + "getctag"] = p => p.CTag(),
        [Ns.Apple + "calendar-color"] = p => p.OfCalendar(f => f.Color),
        [Ns.Apple + "calendar-order"] = p => p.OfCalendar(f => f.Order?.ToString(CultureInfo.InvariantCulture)),
        [Ns.CalDav + "calendar-description"] = p => p.OfCalendar(f => f.Description),
        [Ns.CalDav + "supported-calendar-component-set"] = p => p.OfCalendar(Components),
        [Ns.CalDav + "max-resource-size"] = p => p.OfCalendar(_ => p.call.Options.MaxBodySize?.ToString(CultureInfo.InvariantCulture)),
        [Ns.CardDav + "supported-address-data"] = p => p.IsBook ? AddressData() : null,
    };

    private static readonly XName[] Data = [Ns.CalDav + "calendar-data", Ns.CardDav + "address-data"];

    private readonly DavCall call;
    private readonly DavPlace place;

    public Properties(DavCall call, DavPlace place)
    {
        this.call = call;
        this.place = place;
    }

    private bool IsBook => place is { Kind: PlaceKind.Collection, IsContacts: true };

    private KerioFolder? Calendar =>
        place is { Kind: PlaceKind.Collection, IsContacts: false, Folder: { Kind: FolderKind.Calendar or FolderKind.Tasks } folder } ? folder : null;

    /// <param name="wanted">None: whatever there is, but not the objects themselves.</param>
    public XElement Response(IReadOnlyList<XName> wanted)
    {
        var known = new List<XElement>();
        var unknown = new List<XName>();
        foreach (var name in wanted.Count == 0 ? [.. All.Keys] : wanted)
        {
            if (Value(name) is { } value)
            {
                known.Add(new XElement(name, value));
            }
            else if (wanted.Count > 0)
            {
                unknown.Add(name);
            }
        }

        return MultiStatus.Response(place.Href, known, unknown);
    }

    /// <summary>The roots of the public and archive folders stand in the list of a home although they have no GUID and hold nothing.</summary>
    public static XElement BlankFolder(DavPlace home, string name, IReadOnlyList<XName> wanted)
    {
        var blank = new Dictionary<XName, object>
        {
            [Ns.Dav + "displayname"] = name,
            [Ns.Dav + "resourcetype"] = new XElement(Ns.Dav + "collection"),
            [Ns.CalendarServer + "getctag"] = $"{Guid.Empty}-1:",
        };
        IReadOnlyList<XName> asked = wanted.Count == 0 ? [.. blank.Keys] : wanted;
        return MultiStatus.Response(
            $"{home.Href}{Guid.Empty}/",
            [.. asked.Where(blank.ContainsKey).Select(n => new XElement(n, blank[n]))],
            [.. asked.Where(n => !blank.ContainsKey(n))]);
    }

    private object? Value(XName name) => Data.Contains(name) ? Of(r => new XCData(r.Text)) : All.TryGetValue(name, out var read) ? read(this) : null;

    private object? Of(Func<KerioResource, object> read) => place.Resource is { } resource ? read(resource) : null;

    private object? OfCalendar(Func<KerioFolder, object?> read) => Calendar is { } folder ? read(folder) : null;

    private object? OfPrincipal(Func<KerioUser, object> read) => place is { Kind: PlaceKind.Principal, Owner: { } owner } ? read(owner) : null;

    private string? DisplayName() => place.Kind switch
    {
        PlaceKind.Principal => place.Owner!.FullName.Length > 0 ? place.Owner.FullName : place.Owner.Address,
        PlaceKind.CalendarHome or PlaceKind.ContactHome => place.Owner!.Address,
        PlaceKind.Collection or PlaceKind.Publication => place.Folder!.Path,
        _ => null,
    };

    private object[] ResourceType()
    {
        var collection = new XElement(Ns.Dav + "collection");
        return place.Kind switch
        {
            PlaceKind.Item or PlaceKind.Publication => [],
            PlaceKind.Principal => [collection, new XElement(Ns.Dav + "principal")],
            _ when Calendar is not null => [collection, new XElement(Ns.CalDav + "calendar")],
            _ when IsBook => [collection, new XElement(Ns.CardDav + "addressbook")],
            _ => [collection],
        };
    }

    /// <summary>A calendar's tag also changes with the task list that belongs to it.</summary>
    private string? CTag()
    {
        if (place.Kind is PlaceKind.CalendarHome or PlaceKind.ContactHome)
        {
            return $"{Guid.Empty}-1:";
        }

        if (place is not { Kind: PlaceKind.Collection, Folder: { } folder })
        {
            return null;
        }

        return folder.Kind == FolderKind.Calendar ? Part(folder) + Part(place.Owner!.Mailbox.Default(FolderKind.Tasks)) : Part(folder);

        static string Part(KerioFolder folder) => string.Create(CultureInfo.InvariantCulture, $"{folder.Guid}-{folder.Changes + 1}:");
    }

    private object[]? Privileges() => place.Owner is null
        ? null
        : [.. new[] { "read", "write" }.Select(n => new XElement(Ns.Dav + "privilege", new XElement(Ns.Dav + n)))];

    private object[]? Reports()
    {
        XName[] reports = Calendar is not null ? [Ns.CalDav + "calendar-query", Ns.CalDav + "calendar-multiget"]
            : IsBook ? [Ns.CardDav + "addressbook-query", Ns.CardDav + "addressbook-multiget"]
            : [];
        return reports.Length == 0 ? null
            : [.. reports.Select(r => new XElement(Ns.Dav + "supported-report", new XElement(Ns.Dav + "report", new XElement(r))))];
    }

    private string? QuotaLeft() => place.Owner is { DiskQuota: { } quota } owner
        ? Math.Max(0, quota - owner.Mailbox.UsedBytes).ToString(CultureInfo.InvariantCulture)
        : null;

    private static XElement Components(KerioFolder folder) =>
        new(Ns.CalDav + "comp", new XAttribute("name", StoredObject.ComponentOf(folder.Kind)!));

    private static XElement AddressData() =>
        new(Ns.CardDav + "address-data-type", new XAttribute("content-type", "text/vcard"), new XAttribute("version", "3.0"));

    private static XElement Href(string address) => new(Ns.Dav + "href", address);
}
