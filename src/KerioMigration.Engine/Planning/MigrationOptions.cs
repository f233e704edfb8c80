using System;
using System.Collections.Generic;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Planning;

/// <summary>What the administrator chose. Empty lists and nulls mean everything.</summary>
public sealed record MigrationOptions
{
    /// <summary>Wildcard patterns over folder paths as the source spells them (<c>Inbox/Projects*</c>) or roles (<c>#Inbox</c>). A folder's children belong to it.</summary>
    public IReadOnlyList<string> IncludeFolder { get; init; } = [];

    public IReadOnlyList<string> ExcludeFolder { get; init; } = [];

    /// <summary>Kinds of item that are carried.</summary>
    public IReadOnlyCollection<ItemKind> Kinds { get; init; } = ItemKinds.All;

    /// <summary>Only messages received at or after this time, and journal entries.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Only messages received before this time, and journal entries.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Only appointments that end after this time; a series counts by its last occurrence.</summary>
    public DateTimeOffset? CalendarAfter { get; init; }

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

    /// <summary>A mailbox that ends without a failure, and without anything held, is marked as cut over: later runs refuse it.</summary>
    public bool Complete { get; init; }

    /// <summary>
    /// An account whose own password is not known gets a new one, kept like that of a new account: what is no mail needs it. Not an account
    /// whose password a directory service keeps.
    /// </summary>
    public bool ResetPassword { get; init; }

    /// <summary>The archive that belongs to a mailbox is carried into its account, too, below a folder of its own.</summary>
    public bool IncludeArchive { get; init; }

    /// <summary>Rights that others have on folders are given at the destination, too, and those who act for the owner do so there.</summary>
    public bool IncludePermission { get; init; }

    /// <summary>The out of office and the rules for incoming mail are set at the destination, too, unless its user has.</summary>
    public bool IncludeSetting { get; init; }

    /// <summary>Where the destination has no level for a right, the next higher one is given; else the next lower one.</summary>
    public bool AllowWiderPermission { get; init; }

    /// <summary>Wildcards over names and addresses of distribution groups that are brought over after the mailboxes; none: no group.</summary>
    public IReadOnlyList<string> IncludeGroup { get; init; } = [];

    /// <summary>Addresses, name, quota and state of accounts are brought over, too.</summary>
    public bool IncludeAccountDetail { get; init; }

    /// <summary>How the people of meetings are carried.</summary>
    public AttendeeMode Attendees { get; init; }

    /// <summary>Also mailboxes that are cut over.</summary>
    public bool Force { get; init; }

    /// <summary>Mailboxes at the same time.</summary>
    public int ThrottleLimit { get; init; } = 6;

    /// <summary>Bytes of items that one mailbox may hold in memory between reading and writing.</summary>
    public long MemoryPerMailbox { get; init; } = 24L << 20;

    /// <summary>Reading requests in flight for one mailbox.</summary>
    public int ReadersPerMailbox { get; init; } = 3;
}
