namespace KerioMigration.Engine.Model;

/// <summary>The destination's word about one item of a write. Exactly one of the two outcomes.</summary>
/// <param name="SourceId">The id of the item at the source.</param>
public sealed record ItemReceipt(string SourceId)
{
    /// <summary>Where it is now, for example <c>UIDVALIDITY:UID</c>; null when the destination does not say, or the item failed.</summary>
    public string? DestinationId { get; init; }

    /// <summary>
    /// SHA-256 of the canonical form that the destination gives since, where that is not <see cref="ConvertedItem.Fingerprint"/>; null otherwise.
    /// </summary>
    public byte[]? Fingerprint { get; init; }

    /// <summary>It was there, and not by this write nor by one that was stated before: somebody else's, which nobody takes away for us.</summary>
    public bool WasThere { get; init; }

    /// <summary>Null when the item is safely stored.</summary>
    public Failure? Failure { get; init; }

    /// <summary>What was lost on the way, for example a date that the server refused.</summary>
    public string? Loss { get; init; }
}
