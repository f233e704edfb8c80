using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>A folder wanted at the destination.</summary>
public sealed record FolderTarget
{
    /// <summary>Names from the root down, legal at the destination, not encoded. Below a special folder the first name is that folder's own.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    public FolderRole Role { get; init; }

    public ItemKind Kind { get; init; }
}
