using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>A folder at the destination.</summary>
public sealed record DestinationFolder
{
    /// <summary>The name on the wire, e.g. <c>INBOX/Projekte</c> decoded, or the address of a collection.</summary>
    public required string FullName { get; init; }

    /// <summary>Names from the root down.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    public FolderRole Role { get; init; }

    /// <summary>The kind of item that it is for; decides which door of the destination it goes through.</summary>
    public ItemKind Kind { get; init; }

    /// <summary>False for mere levels of the tree (<c>\Noselect</c>).</summary>
    public bool CanHoldItems { get; init; } = true;

    /// <summary>Created by the call that gave this value.</summary>
    public bool Created { get; init; }

    /// <summary>Where the folder's end was at that moment, e.g. <c>UIDVALIDITY:UIDNEXT</c>; null in listings.</summary>
    public string? Mark { get; init; }
}
