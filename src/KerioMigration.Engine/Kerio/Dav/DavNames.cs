using System.Xml.Linq;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>The names of RFC 4918, 3744, 5397, 4791, 6638 and 6352.</summary>
internal static class DavNames
{
    public static readonly XNamespace Dav = "DAV:";
    public static readonly XNamespace CalDav = "urn:ietf:params:xml:ns:caldav";
    public static readonly XNamespace CardDav = "urn:ietf:params:xml:ns:carddav";

    public static readonly XName Href = Dav + "href";
    public static readonly XName Response = Dav + "response";
    public static readonly XName PropStat = Dav + "propstat";
    public static readonly XName Prop = Dav + "prop";
    public static readonly XName Status = Dav + "status";
    public static readonly XName Set = Dav + "set";
    public static readonly XName DisplayName = Dav + "displayname";
    public static readonly XName ResourceType = Dav + "resourcetype";
    public static readonly XName Collection = Dav + "collection";
    public static readonly XName ETag = Dav + "getetag";
    public static readonly XName CurrentUserPrincipal = Dav + "current-user-principal";
    public static readonly XName PrincipalUrl = Dav + "principal-URL";

    public static readonly XName Calendar = CalDav + "calendar";
    public static readonly XName CalendarHomeSet = CalDav + "calendar-home-set";
    public static readonly XName CalendarData = CalDav + "calendar-data";
    public static readonly XName ComponentSet = CalDav + "supported-calendar-component-set";
    public static readonly XName Component = CalDav + "comp";
    public static readonly XName MaxCalendarResource = CalDav + "max-resource-size";
    public static readonly XName ScheduleInbox = CalDav + "schedule-inbox-URL";
    public static readonly XName DefaultCalendar = CalDav + "schedule-default-calendar-URL";

    public static readonly XName AddressBook = CardDav + "addressbook";
    public static readonly XName AddressBookHomeSet = CardDav + "addressbook-home-set";
    public static readonly XName AddressData = CardDav + "address-data";
    public static readonly XName MaxCard = CardDav + "max-resource-size";

    /// <summary>A calendar or address book of somebody else who shares it (calendarserver.org, caldav-sharing).</summary>
    public static readonly XName Shared = XNamespace.Get("http://calendarserver.org/ns/") + "shared";
}
