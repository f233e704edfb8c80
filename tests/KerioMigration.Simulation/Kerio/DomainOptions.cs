using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio;

/// <summary>A domain to start with.</summary>
public sealed record DomainOptions(string Name)
{
    public bool IsPrimary { get; init; }

    public int UserMaxCount { get; init; }

    public bool PasswordComplexity { get; init; }

    public int PasswordMinimumLength { get; init; }

    public Retention Retention { get; init; } = new();
}
