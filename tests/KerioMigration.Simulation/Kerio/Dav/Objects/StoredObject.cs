using System;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio.Dav.Xml;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Dav.Objects;

/// <summary>A text that a folder may keep: one calendar object (RFC 4791, 4.1) or one card (RFC 6352, 5.1).</summary>
internal sealed record StoredObject(string ContentType, string Uid, Component Root)
{
    private const string Calendar = "text/calendar";
    private const string Card = "text/vcard";

    /// <summary>The components that are the event or the task: the series, and its changed occurrences.</summary>
    public Component[] Main => [.. Root.Parts.Where(p => p.Name != "VTIMEZONE")];

    /// <summary>The kind of component that a folder takes; null for a folder that DAV cannot write to.</summary>
    public static string? ComponentOf(FolderKind kind) => kind switch
    {
        FolderKind.Calendar => "VEVENT",
        FolderKind.Tasks => "VTODO",
        FolderKind.Contacts => "VCARD",
        _ => null,
    };

    public static string? ContentTypeOf(FolderKind kind) => kind switch
    {
        FolderKind.Calendar or FolderKind.Tasks => Calendar,
        FolderKind.Contacts => Card,
        _ => null,
    };

    /// <exception cref="DavRefusalException">The folder does not take such a text.</exception>
    public static StoredObject Read(string text, FolderKind kind)
    {
        if (ContentTypeOf(kind) is null)
        {
            throw new DavRefusalException(403);
        }

        return kind == FolderKind.Contacts ? ReadCard(text) : ReadCalendar(text, ComponentOf(kind)!);
    }

    /// <summary>Null for no text, and for one that came into the folder by another way and is no such object.</summary>
    public static StoredObject? TryRead(string? text, FolderKind kind)
    {
        try
        {
            return text is null ? null : Read(text, kind);
        }
        catch (DavRefusalException)
        {
            return null;
        }
    }

    private static StoredObject ReadCalendar(string text, string wanted)
    {
        var root = Parse(text, Ns.CalDav + "valid-calendar-data");
        if (root.Name != "VCALENDAR")
        {
            throw new DavRefusalException(403, Ns.CalDav + "valid-calendar-data");
        }

        var main = root.Parts.Where(p => p.Name != "VTIMEZONE").ToArray();
        if (main.Any(p => p.Name != wanted))
        {
            throw new DavRefusalException(403, Ns.CalDav + "supported-calendar-component");
        }

        var uids = main.Select(p => p.Value("UID")).Distinct(StringComparer.Ordinal).ToArray();
        return uids is [{ Length: > 0 } uid]
            ? new StoredObject(Calendar, uid, root)
            : throw new DavRefusalException(403, Ns.CalDav + "valid-calendar-object-resource");
    }

    private static StoredObject ReadCard(string text)
    {
        var root = Parse(text, Ns.CardDav + "valid-address-data");
        return root.Name == "VCARD" && root.Value("FN") is not null && root.Value("UID") is { Length: > 0 } uid
            ? new StoredObject(Card, uid, root)
            : throw new DavRefusalException(403, Ns.CardDav + "valid-address-data");
    }

    private static Component Parse(string text, XName precondition)
    {
        try
        {
            return Component.Parse(text);
        }
        catch (FormatException)
        {
            throw new DavRefusalException(403, precondition);
        }
    }
}
