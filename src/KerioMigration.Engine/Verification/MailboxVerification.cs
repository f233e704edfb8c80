using System;

namespace KerioMigration.Engine.Verification;

/// <summary>
/// One mailbox, from both servers at this moment. <c>Found = Migrated + Existing + Filtered + Failed + Held + Pending + Missing</c>.
/// Flat and invariant: every column in every row.
/// </summary>
public sealed record MailboxVerification
{
    public string Mailbox { get; init; } = "";

    public string Destination { get; init; } = "";

    /// <summary>A name of <see cref="ConsistencyGrade"/>.</summary>
    public string Grade { get; init; } = "";

    /// <summary>The name of the mailbox's state in the ledger: while it is <c>Running</c>, a moment of a migration is shown.</summary>
    public string State { get; init; } = "";

    /// <summary>Folders at the source now, and folders of the ledger that are gone there.</summary>
    public long Folders { get; init; }

    /// <summary>Items at the source now.</summary>
    public long Found { get; init; }

    /// <summary>Carried, and at the destination now.</summary>
    public long Migrated { get; init; }

    public long Existing { get; init; }

    public long Filtered { get; init; }

    public long Failed { get; init; }

    public long Held { get; init; }

    public long Pending { get; init; }

    /// <summary>Carried, at the source now, and not at the destination.</summary>
    public long Missing { get; init; }

    public long Altered { get; init; }

    /// <summary>Stand there as a note or were built from properties, because the source could not give them.</summary>
    public long Incomplete { get; init; }

    public long Duplicate { get; init; }

    /// <summary>Changed at the source since they were carried.</summary>
    public long Changed { get; init; }

    /// <summary>In another folder of the destination.</summary>
    public long Moved { get; init; }

    /// <summary>At the destination, and no longer at the source.</summary>
    public long Deleted { get; init; }

    /// <summary>With other flags or another date.</summary>
    public long Restated { get; init; }

    /// <summary>Rights, delegates, rules, members of a group and the out of office that are not as runs left them.</summary>
    public long Parts { get; init; }

    /// <summary>In the destination's folders without having come from this migration.</summary>
    public long Extra { get; init; }

    /// <summary>Items whose content was compared; 0 without <see cref="VerificationOptions.Content"/>.</summary>
    public long Compared { get; init; }

    /// <summary>Of these, those with equal content that the destination wrote down in another way (line ends).</summary>
    public long Normalized { get; init; }

    /// <summary>Bytes that were compared.</summary>
    public long Bytes { get; init; }

    /// <summary>A name of <c>Reason</c>: why something could not be compared; <c>None</c> when all was.</summary>
    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>When the comparison began, UTC.</summary>
    public DateTime Started { get; init; }

    public double DurationSeconds { get; init; }
}
