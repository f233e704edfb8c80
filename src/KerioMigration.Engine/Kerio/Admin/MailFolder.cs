using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>A public folder that an alias can lead to.</summary>
/// <param name="Name">
/// As the server writes it. What comes before the path is not settled: the manual of version 6 shows <c>#public@company.com/Info</c>,
/// mail clients see it below "Public Folders".
/// </param>
internal sealed record MailFolder(string Id, string Name)
{
    /// <summary>Null when there is none in this place; nothing but the whole path will do, for mail must not go to a namesake.</summary>
    /// <param name="place">Names from the root of the public folders down.</param>
    public static MailFolder? Find(IReadOnlyList<MailFolder> folders, IReadOnlyList<string> place) =>
        folders.FirstOrDefault(f => f.Name.Split('/').SequenceEqual(place, StringComparer.Ordinal)) ?? folders.FirstOrDefault(f => PathOf(f.Name).SequenceEqual(place, StringComparer.Ordinal));

    private static IEnumerable<string> PathOf(string name)
    {
        var names = name.Trim('/').Split('/');
        return names[0].StartsWith("#public", StringComparison.OrdinalIgnoreCase) || string.Equals(names[0], "Public Folders", StringComparison.OrdinalIgnoreCase)
            ? names.Skip(1)
            : names;
    }
}
