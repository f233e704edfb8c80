using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>
/// Finds the default collections. Only for calendars has DAV a word of its own (RFC 6638 9.2). Then the names tell that servers are known to
/// give them; last that there is only one.
/// </summary>
internal static class DavRoles
{
    // The address by which Kerio Connect knows its default folders in every language, then what Cyrus and others call theirs.
    private static readonly Dictionary<ItemKind, (FolderRole Role, string[] Names)> Known = new()
    {
        [ItemKind.Calendar] = (FolderRole.Calendar, ["Calendar", "Default", "Kalender", "Calendrier", "Kalendář"]),
        [ItemKind.Task] = (FolderRole.Tasks, ["Tasks", "Aufgaben", "Tâches", "Úkoly"]),
        [ItemKind.Contact] = (FolderRole.Contacts, ["addressbook", "Contacts", "Default", "Kontakte", "Kontakty"]),
    };

    /// <returns>The role of each path that has one.</returns>
    public static IReadOnlyDictionary<string, FolderRole> Find(IReadOnlyList<DavCollection> collections, string? defaultCalendar)
    {
        var roles = new Dictionary<string, FolderRole>(StringComparer.Ordinal);
        foreach (var kind in collections.GroupBy(c => c.Kind))
        {
            var (role, names) = Known[kind.Key];
            var chosen = (kind.Key == ItemKind.Calendar ? kind.FirstOrDefault(c => c.Path == defaultCalendar) : null)
                ?? names.Select(n => kind.FirstOrDefault(c => Has(Uri.UnescapeDataString(DavPath.NameOf(c.Path)), n) || Has(c.Name, n))).FirstOrDefault(c => c is not null)
                ?? (kind.Count() == 1 && !kind.First().IsOurs ? kind.First() : null);
            if (chosen is not null)
            {
                roles[chosen.Path] = role;
            }
        }

        return roles;
    }

    private static bool Has(string name, string wanted) => string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase);
}
