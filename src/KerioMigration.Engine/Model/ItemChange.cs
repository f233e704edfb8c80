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
}
