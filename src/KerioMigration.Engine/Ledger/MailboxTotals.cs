using System;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>A mailbox over all runs.</summary>
public sealed record MailboxTotals
{
    public required MailboxEntry Mailbox { get; init; }

    /// <summary>Interrupted where the ledger says Running and the process that said so is gone.</summary>
    public MailboxState State { get; init; }

    public Reason Reason { get; init; }

    public string Message { get; init; } = "";

    public bool AccountCreated { get; init; }

    public long Folders { get; init; }

    public ItemTotals Items { get; init; } = ItemTotals.Zero;

    /// <summary>The last run that took this mailbox; null when none did.</summary>
    public long? LastRun { get; init; }

    /// <summary>Of the last run.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Of the last run: its end, or the last sign of life of a process that is gone; null while it is running.</summary>
    public DateTimeOffset? Ended { get; init; }

    public long MigratedByLastRun { get; init; }

    public ChangeCounts ChangesByLastRun { get; init; } = ChangeCounts.None;

    /// <summary>When the mailbox was cut over; null when it was not.</summary>
    public DateTimeOffset? CutOver { get; init; }
}
