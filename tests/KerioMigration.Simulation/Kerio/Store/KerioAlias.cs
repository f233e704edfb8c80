using System;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>An additional address that delivers elsewhere; <see cref="Name"/> is the part before the @.</summary>
public sealed record KerioAlias(KerioDomain Domain, string Name, string DeliverTo, string Type, string Description)
{
    /// <summary>The id of a public folder; empty for an address.</summary>
    public string DeliverToId { get; init; } = string.Empty;

    public string Id { get; } = $"keriodb://alias/{Guid.NewGuid()}";
}
