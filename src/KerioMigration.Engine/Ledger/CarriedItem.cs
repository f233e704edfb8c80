using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>An item that is at the destination.</summary>
/// <param name="State">Migrated or Existing.</param>
public sealed record CarriedItem(string SourceId, ItemState State)
{
    public string? Subject { get; init; }

    /// <summary>Null where the destination did not say.</summary>
    public string? DestinationId { get; init; }

    /// <summary>Null for one that was found there without being compared.</summary>
    public ItemKey? Key { get; init; }

    /// <summary>SHA-256 of the bytes that the source gave; null for one that we never read.</summary>
    public byte[]? Sha256 { get; init; }
}

/// <summary>An item that was at the destination before we came.</summary>
/// <param name="Key">As the destination shows it.</param>
/// <param name="Sha256">SHA-256 of the bytes, where both sides gave the same; null otherwise.</param>
public sealed record AdoptedItem(string SourceId, string DestinationId, ItemKey Key, byte[]? Sha256);
