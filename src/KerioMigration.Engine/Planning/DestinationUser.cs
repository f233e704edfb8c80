using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>An account at the destination.</summary>
public sealed record DestinationUser
{
    /// <summary>Opaque.</summary>
    public required string Id { get; init; }

    public required string LoginName { get; init; }

    public required string Domain { get; init; }

    public string FullName { get; init; } = "";

    public bool IsEnabled { get; init; } = true;

    /// <summary>Mapped from a directory service: its password is not the destination's to set.</summary>
    public bool IsFromDirectory { get; init; }

    /// <summary>By its own right or that of a group; null when the destination does not say.</summary>
    public bool? MayChangePublicFolders { get; init; }

    /// <summary>Null when there is no limit.</summary>
    public long? QuotaBytes { get; init; }

    public long UsedBytes { get; init; }

    public long? QuotaItems { get; init; }

    public long UsedItems { get; init; }

    /// <summary>Shown in the address list.</summary>
    public bool IsPublished { get; init; } = true;

    public string Address => LoginName + "@" + Domain;
}

/// <summary>What <see cref="IUserDirectory.EnsureUserAsync"/> did.</summary>
/// <param name="Password">The password of an account that was just created; null for one that was there, and for one whose password a directory service keeps.</param>
public sealed record EnsuredUser(DestinationUser User, bool Created, Secret? Password);
