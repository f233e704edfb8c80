using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>Which addresses a public folder has, as an administrator says.</summary>
/// <param name="Text">What the row is called in messages.</param>
/// <param name="Addresses">Full mail addresses.</param>
public sealed record FolderAddressRow(string Text, IReadOnlyList<string> Addresses)
{
    /// <summary>As <see cref="FolderPath.Join"/>, compared without case; null when the row does not say.</summary>
    public string? Path { get; init; }

    /// <summary>Some of <see cref="FolderDirectoryEntry.Names"/>.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public bool IsAbout(FolderRef folder, FolderDirectoryEntry entry) =>
        Names.Intersect(entry.Names, StringComparer.OrdinalIgnoreCase).Any() || string.Equals(Path, FolderPath.Join(folder.Path), StringComparison.OrdinalIgnoreCase);
}
