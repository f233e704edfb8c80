using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Planning;

/// <summary>What the administrator chose. Empty lists and nulls mean everything.</summary>
public sealed record MigrationOptions
{
    /// <summary>Wildcard patterns over folder paths as the source spells them (<c>Inbox/Projects*</c>) or roles (<c>#Inbox</c>). A folder's children belong to it.</summary>
    public IReadOnlyList<string> IncludeFolder { get; init; } = [];

    public IReadOnlyList<string> ExcludeFolder { get; init; } = [];

    /// <summary>Only items received at or after this time.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Only items received before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>How many items of a mailbox may fail or be replaced by a stub before the mailbox ends as failed; null for any number.</summary>
    public int? BadItemLimit { get; init; }

    /// <summary>How many items of a mailbox may be too large before the mailbox ends as failed; null for any number.</summary>
    public int? LargeItemLimit { get; init; }

    /// <summary>Items of more bytes at the source are not read.</summary>
    public long? MaxItemSize { get; init; }

    /// <summary>What is at the destination already is looked for and not written again, whoever brought it.</summary>
    public bool Adopt { get; init; }

    /// <summary>After this time a run ends as if it were interrupted; null for never.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Deletions at the source are carried out at the destination, on copies that are as they were written.</summary>
    public bool RemoveDeleted { get; init; }

    /// <summary>A mailbox that ends without a failure is marked as cut over: later runs refuse it.</summary>
    public bool Complete { get; init; }

    /// <summary>Also mailboxes that are cut over.</summary>
    public bool Force { get; init; }

    /// <summary>Mailboxes at the same time.</summary>
    public int ThrottleLimit { get; init; } = 6;

    /// <summary>Bytes of items that one mailbox may hold in memory between reading and writing.</summary>
    public long MemoryPerMailbox { get; init; } = 24L << 20;

    /// <summary>Reading requests in flight for one mailbox.</summary>
    public int ReadersPerMailbox { get; init; } = 3;
}
