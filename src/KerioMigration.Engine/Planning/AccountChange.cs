namespace KerioMigration.Engine.Planning;

/// <summary>What an account is to become. Null: stays as it is.</summary>
public sealed record AccountChange
{
    public string? FullName { get; init; }

    public bool? IsPublished { get; init; }

    public long? QuotaBytes { get; init; }

    public bool? IsEnabled { get; init; }
}
