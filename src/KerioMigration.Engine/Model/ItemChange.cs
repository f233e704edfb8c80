using System.Collections.Generic;

namespace KerioMigration.Engine.Model;

public enum ItemChangeType
{
    Created,
    Updated,
    ReadFlagChanged,
    Deleted,
}

/// <summary>One line of a folder's list of changes. A first listing consists of <see cref="ItemChangeType.Created"/> alone.</summary>
public sealed record ItemChange(ItemChangeType Type, ItemRef Item)
{
    /// <summary>The new state with <see cref="ItemChangeType.ReadFlagChanged"/>.</summary>
    public bool IsRead { get; init; }
}

/// <summary>One page of changes.</summary>
/// <param name="Cursor">Where the next page begins. Only to be kept once everything on this page is settled.</param>
/// <param name="IsLast">No more changes at this moment.</param>
public sealed record ChangePage(IReadOnlyList<ItemChange> Changes, string Cursor, bool IsLast)
{
    /// <summary>The given cursor was refused by the source: this is a listing from the start, and known items appear again.</summary>
    public bool StartedOver { get; init; }

    /// <summary>Whether known items that these pages do not name are gone.</summary>
    public Inventory Inventory { get; init; }
}

/// <summary>
/// How a source lists that does not keep track of changes: each time everything that is there, edited items as
/// <see cref="ItemChangeType.Updated"/>, and deletions by silence.
/// </summary>
public enum Inventory
{
    /// <summary>The page names what it names, and its silence says nothing.</summary>
    None,

    /// <summary>A listing of everything begins with this page.</summary>
    First,

    /// <summary>The page goes on with the listing that the one before belongs to.</summary>
    Further,
}
