using System;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>A listed item and what is to become of it.</summary>
/// <param name="State">Pending, Filtered or Held.</param>
public sealed record ItemListing(ItemRef Item, ItemState State)
{
    public Reason Reason { get; init; }

    public ItemChangeType Change { get; init; }

    /// <summary>The new state with <see cref="ItemChangeType.ReadFlagChanged"/>.</summary>
    public bool IsRead { get; init; }
}

/// <summary>An open item of an earlier run.</summary>
public sealed record ItemEntry(ItemRef Item, ItemState State, Reason Reason);

/// <summary>What is about to be written.</summary>
/// <param name="Sha256">
/// Hash of the exact bytes received from the source, or <see cref="ConvertedItem.Fingerprint"/>; null in answers that do not need it.
/// </param>
public sealed record ItemIntent(string SourceId, ItemKey Key, byte[]? Sha256)
{
    public string? Subject { get; init; }

    public DateTimeOffset? InternalDate { get; init; }

    public ItemFidelity Fidelity { get; init; }

    /// <summary>What is lost already before the write; null for nothing. Stays with the item should the receipt get lost.</summary>
    public string? Loss { get; init; }

    /// <summary>Of an item that is being taken back: it is there, or it is gone, and nothing that looks like it counts.</summary>
    public string? DestinationId { get; init; }

    /// <summary>Flags of the source as they are brought over: what later changes, here and there, are compared with. Null when not known.</summary>
    public MessageFlags? Flags { get; init; }
}

/// <summary>An item with a receipt.</summary>
public sealed record ConfirmedItem(string? DestinationId, ItemKey Key);
