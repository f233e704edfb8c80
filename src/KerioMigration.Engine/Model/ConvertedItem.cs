using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Model;

/// <summary>
/// An item in the destination's form: a message, or what <see cref="ItemObject"/> holds. Shares the content of its source item and does
/// not own it.
/// </summary>
public sealed record ConvertedItem
{
    public required ItemRef Source { get; init; }

    /// <summary>How the item is found again at the destination, should the answer to its writing get lost.</summary>
    public required ItemKey Key { get; init; }

    public required ItemContent Content { get; init; }

    /// <inheritdoc cref="ItemObject.Fileless"/>
    public FilelessForm? Fileless { get; init; }

    /// <summary>
    /// SHA-256 of the content's canonical form, where the destination writes such contents in words of its own; null where it keeps the bytes.
    /// </summary>
    public byte[]? Fingerprint { get; init; }

    /// <summary>
    /// The copy that an earlier run wrote of it before it was edited; null for none. A destination that holds one item of a key writes over
    /// it, as long as it is as it was written.
    /// </summary>
    public OlderCopy? Replaces { get; init; }

    public ItemFidelity Fidelity { get; init; }

    public MessageFlags Flags { get; init; }

    /// <summary>Null when the source knows no date.</summary>
    public DateTimeOffset? InternalDate { get; init; }

    public string? Subject { get; init; }

    /// <summary>What the destination's form could not carry, one short sentence each.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];
}

/// <param name="DestinationId">As <see cref="ItemReceipt.DestinationId"/>.</param>
/// <param name="Sha256">Of what the destination held after it was written; null when it is not known.</param>
public sealed record OlderCopy(string DestinationId, byte[]? Sha256)
{
    /// <summary>As which it was written; null when it is not known.</summary>
    public string? Uid { get; init; }
}
