using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>A calendar, task list or address book.</summary>
/// <param name="Path">In the form of <see cref="DavPath"/>, with the slash at its end.</param>
/// <param name="HoldsTasks">Also of a calendar whose server does not say what goes into it.</param>
internal sealed record DavCollection(string Path, string Name, ItemKind Kind, bool HoldsTasks, long? MaxItemSize)
{
    public static readonly XName[] Properties =
    [
        DavNames.DisplayName, DavNames.ResourceType, DavNames.ComponentSet, DavNames.MaxCalendarResource, DavNames.MaxCard,
    ];

    /// <summary>Made by <see cref="DavFolders"/>, so that nobody's default.</summary>
    public bool IsOurs => DavPath.NameOf(Path) == OurName(Kind, Name);

    /// <summary>The last part of a new collection's path: the same whenever it is tried again.</summary>
    public static string OurName(ItemKind kind, string name) => DavPath.HashName(kind + " " + name);

    /// <summary>Null for everything else: Kerio lists all folders of a mailbox beside its calendars.</summary>
    public static DavCollection? Of(DavResponse response)
    {
        var path = DavPath.OfCollection(response.Path);
        var name = response.Text(DavNames.DisplayName) is { Length: > 0 } shown ? shown : Uri.UnescapeDataString(DavPath.NameOf(path));
        if (!response.IsThere || response.Is(DavNames.Shared))
        {
            return null;
        }

        return response.Is(DavNames.AddressBook) ? new DavCollection(path, name, ItemKind.Contact, false, Number(response.Text(DavNames.MaxCard)))
            : response.Is(DavNames.Calendar) ? OfCalendar(response, path, name)
            : null;
    }

    private static DavCollection? OfCalendar(DavResponse response, string path, string name)
    {
        // Without the property it takes every component (RFC 4791 5.2.3).
        HashSet<string>? components = response.Properties.TryGetValue(DavNames.ComponentSet, out var set)
            ? [.. set.Elements(DavNames.Component).Select(c => ((string?)c.Attribute("name") ?? "").ToUpperInvariant())]
            : null;
        var holdsTasks = components?.Contains("VTODO") ?? true;
        var limit = Number(response.Text(DavNames.MaxCalendarResource));
        return components?.Contains("VEVENT") ?? true ? new DavCollection(path, name, ItemKind.Calendar, holdsTasks, limit)
            : holdsTasks ? new DavCollection(path, name, ItemKind.Task, true, limit)
            : null;
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
