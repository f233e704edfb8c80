using System;

namespace KerioMigration.Engine.Reporting;

/// <summary>
/// One mailbox, from the ledger, over all runs. <c>Found = Migrated + Existing + Filtered + Failed + Held + Pending</c>.
/// Flat and invariant: every column in every row.
/// </summary>
public sealed record MailboxReport
{
    public string Mailbox { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public string Destination { get; init; } = "";

    /// <summary>A name of <c>MailboxState</c>.</summary>
    public string State { get; init; } = "";

    public long Folders { get; init; }

    public long Found { get; init; }

    public long Migrated { get; init; }

    public long Existing { get; init; }

    public long Filtered { get; init; }

    public long Failed { get; init; }

    public long Held { get; init; }

    public long Pending { get; init; }

    /// <summary>Bytes of the migrated items: of messages as written, of all others as the source stores them.</summary>
    public long Bytes { get; init; }

    /// <summary>Items migrated by the last run that touched this mailbox.</summary>
    public long MigratedByLastRun { get; init; }

    /// <summary>Items that the last run wrote anew because they were edited at the source.</summary>
    public long UpdatedByLastRun { get; init; }

    public long MovedByLastRun { get; init; }

    /// <summary>Copies that the last run removed because their items are deleted at the source.</summary>
    public long RemovedByLastRun { get; init; }

    public long FlagsChangedByLastRun { get; init; }

    /// <summary>UTC; when the mailbox was cut over, null when it was not. Later runs refuse it.</summary>
    public DateTime? CutOver { get; init; }

    public bool AccountCreated { get; init; }

    /// <summary>A name of <c>Reason</c>; <c>None</c> when all is well.</summary>
    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>UTC; null when it never started.</summary>
    public DateTime? Started { get; init; }

    public DateTime? Ended { get; init; }

    /// <summary>Of the last run; 0 while it is running.</summary>
    public double DurationSeconds { get; init; }

    public double ItemsPerSecond { get; init; }
}
