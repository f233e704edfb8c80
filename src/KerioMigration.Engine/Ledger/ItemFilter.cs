using System.Collections.Generic;

namespace KerioMigration.Engine.Ledger;

/// <summary>Which items to read. Null means all.</summary>
public sealed record ItemFilter
{
    /// <summary>Addresses, compared without case.</summary>
    public IReadOnlyCollection<string>? Mailboxes { get; init; }

    /// <summary>The <see cref="FolderEntry.SourceId"/> of one folder.</summary>
    public string? FolderId { get; init; }

    /// <summary>Exactly these: <see cref="ItemState.Pending"/> does not bring <see cref="ItemState.Intended"/> with it.</summary>
    public IReadOnlyCollection<ItemState>? States { get; init; }
}
