using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>Limits and habits of a destination, as facts instead of type checks.</summary>
public sealed record DestinationTraits
{
    /// <summary>Kinds of item that can be written with the sign-in at hand.</summary>
    public IReadOnlyList<ItemKind> Kinds { get; init; } = [ItemKind.Mail];

    /// <summary>Why the other kinds cannot be written now, and what to do about it; null when nothing stands in the way.</summary>
    public Failure? Obstacle { get; init; }

    /// <summary>How many <see cref="IDestinationMailbox.WriteItemsAsync"/> calls gain from running at once.</summary>
    public int ConcurrentWrites { get; init; } = 1;

    public int ItemsPerWrite { get; init; } = 50;

    public long BytesPerWrite { get; init; } = 4L << 20;

    /// <summary>Larger items are refused by the server; null when it does not say.</summary>
    public long? MaxItemSize { get; init; }

    /// <summary>Flags that the server keeps.</summary>
    public MessageFlags Flags { get; init; } = MessageFlags.Seen | MessageFlags.Answered | MessageFlags.Flagged | MessageFlags.Draft;
}
