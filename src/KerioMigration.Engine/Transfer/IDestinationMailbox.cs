using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>One mailbox to write to. Calls may come from as many threads as <see cref="DestinationTraits.ConcurrentWrites"/>.</summary>
public interface IDestinationMailbox : IAsyncDisposable
{
    /// <summary>What this server, signed in as this user, can do. Known once the mailbox is open.</summary>
    DestinationTraits Traits { get; }

    /// <summary>Folders that exist, with their roles. Safe to repeat.</summary>
    Task<IReadOnlyList<DestinationFolder>> ListFoldersAsync(CancellationToken cancellationToken);

    /// <summary>Finds or creates the folder and each level above it. Safe to repeat.</summary>
    /// <exception cref="MigrationException">Scope Folder: the server refused the name.</exception>
    Task<DestinationFolder> EnsureFolderAsync(FolderTarget target, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the items and gives one receipt each, in order. Not safe to repeat blindly: when it throws with
    /// <see cref="Failure.OutcomeUnknown"/>, any of the items may be there, and <see cref="FindItemsAsync"/> tells which.
    /// When it throws without, none of them is.
    /// After cancellation what was already sent is answered before the call returns, within seconds, or its outcome is unknown.
    /// </summary>
    Task<IReadOnlyList<ItemReceipt>> WriteItemsAsync(DestinationFolder folder, IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken);

    /// <summary>
    /// Items that came into the folder at or after the mark that an earlier <see cref="DestinationFolder.Mark"/> set, all of them, whoever
    /// wrote them. A mark from before a UIDVALIDITY change counts as the beginning of the folder. Safe to repeat.
    /// </summary>
    Task<IReadOnlyList<DestinationItem>> FindItemsAsync(DestinationFolder folder, string? sinceMark, CancellationToken cancellationToken);
}
