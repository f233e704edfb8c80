namespace KerioMigration.Engine.Model;

/// <summary>An item seen at the destination.</summary>
/// <param name="DestinationId">In the form of <see cref="ItemReceipt.DestinationId"/>.</param>
public sealed record DestinationItem(string DestinationId, ItemKey Key);
