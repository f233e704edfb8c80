using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>What is asked for whatever mailboxes and groups have beside items: who is who at the destination, and what was chosen.</summary>
internal sealed record PartContext
{
    public required MigrationOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Everybody whose mailbox this run carries.</summary>
    public required IReadOnlyList<UserMapping> Users { get; init; }

    public required IUserDirectory Directory { get; init; }

    /// <summary>A mailbox as earlier runs left it; null when none took it.</summary>
    public required Func<string, CancellationToken, Task<MailboxTotals?>> ReadMailboxAsync { get; init; }

    /// <summary>Distribution groups for which runs have done something.</summary>
    public required Func<CancellationToken, Task<IReadOnlyList<GroupEntry>>> ReadGroupsAsync { get; init; }

    /// <summary>All accounts and groups that the run makes are made: nothing waits for them.</summary>
    public bool IsLast { get; init; }

    /// <summary>Nothing is set: accounts that the run would make count as made.</summary>
    public bool IsPreview { get; init; }
}
