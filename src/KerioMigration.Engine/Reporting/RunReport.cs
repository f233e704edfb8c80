using System;

namespace KerioMigration.Engine.Reporting;

/// <summary>One run, from the ledger.</summary>
public sealed record RunReport
{
    public long Run { get; init; }

    public string State { get; init; } = "";

    /// <summary>UTC.</summary>
    public DateTime Started { get; init; }

    public DateTime? Ended { get; init; }

    public double DurationSeconds { get; init; }

    /// <summary>How long busy servers made it wait.</summary>
    public double WaitedSeconds { get; init; }

    public string Computer { get; init; } = "";

    public string Version { get; init; } = "";

    public string Source { get; init; } = "";

    public string Destination { get; init; } = "";

    public string Options { get; init; } = "";

    public long Mailboxes { get; init; }

    public long Migrated { get; init; }

    public long Bytes { get; init; }

    /// <summary>Items written anew because they were edited at the source.</summary>
    public long Updated { get; init; }

    public long Moved { get; init; }

    /// <summary>Copies removed because their items are deleted at the source.</summary>
    public long Removed { get; init; }

    public long FlagsChanged { get; init; }

    public long Failed { get; init; }

    public double ItemsPerSecond { get; init; }
}
