namespace KerioMigration.Engine.Model;

/// <summary>An item that is in another folder now.</summary>
/// <param name="NewDestinationId">Where it is; null when the destination does not say.</param>
public sealed record MovedItem(string DestinationId, string? NewDestinationId);
