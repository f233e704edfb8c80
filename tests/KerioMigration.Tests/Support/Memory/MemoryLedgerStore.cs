using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Engine.Model;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>What a ledger holds, shared by all <see cref="MemoryLedger"/> that have it open. Everything under its own lock.</summary>
public sealed class MemoryLedgerStore
{
    internal List<MemoryRun> Runs { get; } = [];

    internal SortedDictionary<string, MemoryMailbox> Mailboxes { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal long FolderCount { get; set; }

    internal SortedDictionary<string, IReadOnlyList<MailboxLoss>> GroupLosses { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal SortedDictionary<string, GroupEntry> Groups { get; } = new(StringComparer.OrdinalIgnoreCase);
}

internal sealed class MemoryRun(long id, RunEntry entry, LeaseOwner owner, Beginning began)
{
    public long Id { get; } = id;

    public RunEntry Entry { get; } = entry;

    public LeaseOwner Owner { get; } = owner;

    public Beginning Began { get; } = began;

    public DateTimeOffset Started => Began.Time;

    public DateTimeOffset Heartbeat { get; set; } = began.Time;

    public DateTimeOffset? Ended { get; set; }

    public RunState State { get; set; }

    public TimeSpan Waited { get; set; }
}

internal sealed class MemoryVisit(DateTimeOffset started)
{
    public DateTimeOffset Started { get; } = started;

    public DateTimeOffset? Ended { get; set; }

    public long Migrated { get; set; }

    public long Bytes { get; set; }

    public long? Failed { get; set; }

    public ChangeCounts Changes { get; set; } = ChangeCounts.None;
}

internal sealed class MemoryMailbox(MailboxEntry entry)
{
    public MailboxEntry Entry { get; set; } = entry;

    public MailboxState State { get; set; }

    public Reason Reason { get; set; }

    public string? Message { get; set; }

    public bool AccountCreated { get; set; }

    public Secret? Password { get; set; }

    public bool IsPasswordRefused { get; set; }

    public DateTimeOffset? CutOver { get; set; }

    public HashSet<AccountDetailEntry> AccountDetails { get; } = [];

    public Dictionary<MailboxPart, IReadOnlyList<LossEntry>> Losses { get; } = [];

    public HashSet<(MailboxPart Part, string Value)> Settings { get; } = [];

    public List<PartEntry> Parts { get; } = [];

    public IReadOnlyList<PartEntry> OrderedParts => [.. Parts.OrderBy(p => p.Part.ToString(), StringComparer.Ordinal).ThenBy(p => p.Place, StringComparer.Ordinal)
        .ThenBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.After, StringComparer.Ordinal)];

    public List<SupersededCopy> Superseded { get; } = [];

    public LeaseEntry? Lease { get; set; }

    public Dictionary<string, MemoryFolder> Folders { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<long, MemoryVisit> Visits { get; } = [];

    public long CountFailed(long run) => Folders.Values.SelectMany(f => f.Items.Values).Count(i => i.State == ItemState.Failed && i.Run == run);
}

internal sealed class MemoryFolder(FolderEntry entry)
{
    public FolderEntry Entry { get; set; } = entry;

    public long MarkNumber { get; set; }

    public SortedDictionary<string, MemoryItem> Items { get; } = new(StringComparer.Ordinal);

    public ItemTotals Totals => FolderBalance.Count(
        Entry,
        Items.Values.GroupBy(i => i.State).ToDictionary(g => g.Key, g => g.LongCount()),
        Items.Values.Where(i => i.State == ItemState.Migrated).Sum(i => i.Bytes));
}

internal sealed class MemoryItem(ItemRef item)
{
    public ItemRef Item { get; set; } = item;

    public ItemState State { get; set; }

    public Reason Reason { get; set; }

    public Failure? Failure { get; set; }

    public ItemChangeType? Change { get; set; }

    public MessageFlags? SourceFlags { get; set; }

    public ItemIntent? Intent { get; set; }

    public ItemReceipt? Receipt { get; set; }

    public long? Run { get; set; }

    public long? MarkNumber { get; set; }

    public long Bytes => Intent is { Key.Size: > 0 } intent ? intent.Key.Size : Math.Max(Item.Size, 0);

    public bool IsOpen => State is ItemState.Pending or ItemState.Filtered or ItemState.Failed or ItemState.Held;

    public bool IsCarried => State is ItemState.Migrated or ItemState.Existing;

    public bool IsWritten => State is ItemState.Intended or ItemState.Migrated;

    public void Become(ItemState state, Reason reason = Reason.None, Failure? failure = null)
    {
        State = state;
        Reason = failure?.Reason ?? reason;
        Failure = failure;
    }
}
