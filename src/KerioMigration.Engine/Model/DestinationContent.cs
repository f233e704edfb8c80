using System;

namespace KerioMigration.Engine.Model;

/// <summary>An item as the destination gives it back. Owns its content: whoever receives it disposes it.</summary>
/// <param name="Content">The exact bytes; null when the item is not there.</param>
public sealed record DestinationContent(string DestinationId, ItemContent? Content) : IDisposable
{
    public void Dispose() => Content?.Dispose();
}
