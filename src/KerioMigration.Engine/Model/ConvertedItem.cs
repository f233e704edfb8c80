using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Model;

/// <summary>An item in the destination's form. Shares the content of its source item and does not own it.</summary>
public sealed record ConvertedItem
{
    public required ItemRef Source { get; init; }

    /// <summary>How the item is found again at the destination, should the answer to its writing get lost.</summary>
    public required ItemKey Key { get; init; }

    public required ItemContent Content { get; init; }

    public ItemFidelity Fidelity { get; init; }

    public MessageFlags Flags { get; init; }

    /// <summary>Null when the source knows no date.</summary>
    public DateTimeOffset? InternalDate { get; init; }

    public string? Subject { get; init; }

    /// <summary>What the destination's form could not carry, one short sentence each.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];
}
