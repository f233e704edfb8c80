using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>A carried item that changed at the source since.</summary>
public sealed record ChangedItem
{
    public required long FolderId { get; init; }

    /// <summary>As listed when it was carried; without the details of listings of changes.</summary>
    public required ItemRef Item { get; init; }

    /// <summary>Migrated, or Existing: then it was not ours to begin with.</summary>
    public ItemState State { get; init; }

    public ItemChangeType Change { get; init; }

    /// <summary>The source's flags as they were last brought over; null when not known.</summary>
    public MessageFlags? Flags { get; init; }

    /// <summary>The source's flags now, with a change of the flags alone; null when the item has to be read.</summary>
    public MessageFlags? SourceFlags { get; init; }

    public string? DestinationId { get; init; }

    /// <summary>Null for an item that we never wrote.</summary>
    public ItemKey? Key { get; init; }

    public byte[]? Sha256 { get; init; }
}

/// <summary>What an item of any state can be recognized by.</summary>
public sealed record KnownItem(long FolderId, ItemRef Item, ItemState State)
{
    /// <summary>The source said that it is deleted.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>What was stated before its write; null when nothing was.</summary>
    public ItemKey? Key { get; init; }

    public string? DestinationId { get; init; }
}

/// <param name="Flags">The source's flags that the destination has now; null when they stay as they were.</param>
/// <param name="IsWritten">The destination's flags were changed for it.</param>
public sealed record SettledChange(string SourceId, MessageFlags? Flags, bool IsWritten)
{
    /// <summary>Why the destination's copy was left as it is, for the report; None when there is nothing to tell.</summary>
    public Reason Reason { get; init; }

    public string? Message { get; init; }
}

/// <summary>One item under the two ids that it had before and after it was moved at the source.</summary>
public sealed record ItemMove(long FromFolder, string FromId, long ToFolder, string ToId)
{
    /// <summary>What is left to be done about it afterwards; null when nothing is.</summary>
    public ItemChangeType? Change { get; init; }

    /// <summary>With <see cref="ItemChangeType.ReadFlagChanged"/>: the source's flags.</summary>
    public MessageFlags? SourceFlags { get; init; }
}

/// <summary>A copy at the destination whose item has another one there, or is about to.</summary>
public sealed record SupersededCopy(long FolderId, string DestinationId)
{
    public ItemKey? Key { get; init; }

    public byte[]? Sha256 { get; init; }

    /// <summary>As <see cref="ChangedItem.Flags"/>.</summary>
    public MessageFlags? Flags { get; init; }

    public long SuccessorFolder { get; init; }

    public required string SuccessorId { get; init; }

    public ItemState SuccessorState { get; init; }

    /// <summary>Where the successor is; null before it is confirmed, and where the destination does not say.</summary>
    public string? SuccessorPlace { get; init; }

    /// <summary>The successor has the same bytes in another folder: the copy is to be moved there, not written anew.</summary>
    public bool IsMove { get; init; }

    /// <summary>A move that was stated, and is not known to have happened.</summary>
    public bool IsOpenMove => IsMove && SuccessorState != ItemState.Migrated;
}

/// <summary>What a run did to items that earlier runs had carried.</summary>
public sealed record ChangeCounts(long Updated, long Moved, long Removed, long FlagsChanged)
{
    public static readonly ChangeCounts None = new(0, 0, 0, 0);

    public static ChangeCounts operator +(ChangeCounts left, ChangeCounts right) =>
        new(left.Updated + right.Updated, left.Moved + right.Moved, left.Removed + right.Removed, left.FlagsChanged + right.FlagsChanged);

    public static ChangeCounts Add(ChangeCounts left, ChangeCounts right) => left + right;
}
