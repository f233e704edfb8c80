using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>One mailbox to write to. Calls may come from as many threads as <see cref="DestinationTraits.ConcurrentWrites"/>.</summary>
/// <remarks>
/// Ids are those of <see cref="DestinationItem.DestinationId"/>, each given once. One whose item or folder is gone, also because the
/// server numbers its items anew (UIDVALIDITY), is "not there": that is no error, and never means another item.
/// </remarks>
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

    /// <summary>Those of the items that are there, as <see cref="FindItemsAsync"/> gives them, in any order. Safe to repeat.</summary>
    Task<IReadOnlyList<DestinationItem>> FindItemsByIdAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the bytes of these items, one result each, in order; the caller disposes them. What is no message comes in its canonical form,
    /// as <see cref="ConvertedItem.Fingerprint"/> takes it. Leaves every flag as it is. Safe to repeat.
    /// </summary>
    Task<IReadOnlyList<DestinationContent>> ReadItemsAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>Sets flags, as far as <see cref="DestinationTraits.Flags"/> are kept. Gives the ids that were there. Safe to repeat.</summary>
    Task<IReadOnlyList<string>> ChangeFlagsAsync(DestinationFolder folder, IReadOnlyList<FlagChange> changes, CancellationToken cancellationToken);

    /// <summary>
    /// Moves items with their flags and dates, and gives those that were there. Not safe to repeat blindly: when it throws with
    /// <see cref="Failure.OutcomeUnknown"/>, any of them may be in the new folder, in the old one, or in both. A destination that
    /// cannot take single items out of a folder leaves them there marked <see cref="DestinationItem.IsDeleted"/> while other items are.
    /// </summary>
    Task<IReadOnlyList<MovedItem>> MoveItemsAsync(
        DestinationFolder from, IReadOnlyList<string> ids, DestinationFolder to, CancellationToken cancellationToken);

    /// <summary>
    /// Removes these items and no other, and gives the ids that are gone by this call. A destination that cannot take single items
    /// out of a folder leaves all where they are while somebody else's are marked <see cref="DestinationItem.IsDeleted"/>. Safe to repeat.
    /// </summary>
    Task<IReadOnlyList<string>> RemoveItemsAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>Removes a folder that holds no items and no folders, and has no role. True when it is not there afterwards. Safe to repeat.</summary>
    Task<bool> RemoveFolderAsync(DestinationFolder folder, CancellationToken cancellationToken);
}
