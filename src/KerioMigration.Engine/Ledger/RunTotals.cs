using System;

namespace KerioMigration.Engine.Ledger;

/// <summary>A run and what it did.</summary>
public sealed record RunTotals
{
    public long Id { get; init; }

    public required RunEntry Run { get; init; }

    /// <summary>Interrupted where the ledger says Running and the process that said so is gone.</summary>
    public RunState State { get; init; }

    public DateTimeOffset Started { get; init; }

    /// <summary>Its end, or the last sign of life of a process that is gone; null while it is running.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How long busy servers made it wait; zero for one that did not come to its end.</summary>
    public TimeSpan Waited { get; init; }

    public string Computer { get; init; } = "";

    /// <summary>Mailboxes whose lease it took.</summary>
    public long Mailboxes { get; init; }

    public long Migrated { get; init; }

    public long Bytes { get; init; }

    public ChangeCounts Changes { get; init; } = ChangeCounts.None;

    /// <summary>Items that this run tried last and that failed.</summary>
    public long Failed { get; init; }
}
