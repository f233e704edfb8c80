namespace KerioMigration.Engine.Planning;

/// <summary>Something that people book at the destination; it has an address, and no account that anybody signs in to.</summary>
public sealed record DestinationResource
{
    /// <summary>Opaque.</summary>
    public required string Id { get; init; }

    /// <summary>What stands before the at sign.</summary>
    public required string Name { get; init; }

    public required string Domain { get; init; }

    public ResourceKind Kind { get; init; }

    public string Address => Name + "@" + Domain;
}

/// <summary>What <see cref="IResourceDirectory.EnsureAsync"/> did.</summary>
public sealed record EnsuredResource(DestinationResource Resource, bool Created);
