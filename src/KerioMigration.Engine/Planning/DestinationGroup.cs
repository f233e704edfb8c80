using System.Collections.Generic;

namespace KerioMigration.Engine.Planning;

/// <summary>A group of accounts at the destination.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Address">In full; where it has several, the one that was looked for.</param>
public sealed record DestinationGroup(string Id, string Address)
{
    public string Description { get; init; } = "";

    /// <summary>Local parts.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];
}
