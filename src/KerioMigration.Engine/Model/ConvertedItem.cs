using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Model;

/// <summary>
/// An item in the destination's form: a message, an iCalendar object (RFC 5545), a vCard (RFC 2426), or for lists and notes a JSON object.
/// A message's content is that of its source item; any other was made for it, and whoever holds the batch disposes both.
/// </summary>
public sealed record ConvertedItem
{
    public required ItemRef Source { get; init; }

    /// <summary>How the item is found again at the destination, should the answer to its writing get lost.</summary>
    public required ItemKey Key { get; init; }

    public required ItemContent Content { get; init; }

    /// <summary>
    /// SHA-256 of the content's canonical form, where the destination writes such contents in words of its own; null where it keeps the bytes.
    /// </summary>
    public byte[]? Fingerprint { get; init; }

    public ItemFidelity Fidelity { get; init; }

    public MessageFlags Flags { get; init; }

    /// <summary>Null when the source knows no date.</summary>
    public DateTimeOffset? InternalDate { get; init; }

    public string? Subject { get; init; }

    /// <summary>What the destination's form could not carry, one short sentence each.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];
}
