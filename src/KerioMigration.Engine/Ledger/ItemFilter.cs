using System.Collections.Generic;
using System.Linq;

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

    /// <summary>Those alone with an <see cref="ItemOutcome.Loss"/>.</summary>
    public bool OnlyLosses { get; init; }

    internal bool Includes(ItemOutcome item) => States?.Contains(item.State) != false && (!OnlyLosses || item.Loss is { Length: > 0 });
}
