namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>The clean-out rules of a domain or a user: what purges freshly migrated old mail.</summary>
public sealed record Retention
{
    public ActionAfterDays DeletedItems { get; init; } = new();

    public ActionAfterDays JunkEmail { get; init; } = new();

    public ActionAfterDays SentItems { get; init; } = new();

    public ActionAfterDays AutoDelete { get; init; } = new();
}
