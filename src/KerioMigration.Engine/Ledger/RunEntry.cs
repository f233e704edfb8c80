namespace KerioMigration.Engine.Ledger;

/// <summary>What is kept about a run beside its times.</summary>
public sealed record RunEntry
{
    public required string Version { get; init; }

    public string Source { get; init; } = "";

    public string Destination { get; init; } = "";

    /// <summary>The options as one readable line; no secrets.</summary>
    public string Options { get; init; } = "";
}
