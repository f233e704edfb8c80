using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>
/// The part of a mailbox's ledger that later runs use to follow what changed at the source after it was carried. Threads, steps and
/// errors as <see cref="IMailboxLedger"/>. <i>Carried</i> are items that are Migrated or Existing.
/// </summary>
/// <remarks>
/// A copy at the destination is <i>superseded</i> when its item was edited, or moved and written anew: it is removed once its successor
/// is confirmed. Both lie in the ledger in one step, so that an end at any moment leaves no copy that nobody knows.
/// </remarks>
public interface IChangeLedger
{
    /// <summary>When the mailbox was cut over; null when it was not.</summary>
    Task<DateTimeOffset?> ReadCutOverAsync(CancellationToken cancellationToken);

    Task SetCutOverAsync(CancellationToken cancellationToken);

    /// <summary>The folder is no longer at the source: what was carried from it counts as deleted there, its cursor is forgotten.</summary>
    Task NoteFolderGoneAsync(long folderId, CancellationToken cancellationToken);

    /// <summary>Carried items with a noted change, of all folders.</summary>
    Task<IReadOnlyList<ChangedItem>> ReadChangesAsync(CancellationToken cancellationToken);

    /// <summary>Items of all folders that <paramref name="wanted"/> picks; it is asked while they are read, from one thread.</summary>
    Task<IReadOnlyList<KnownItem>> ReadKnownAsync(Func<KnownItem, bool> wanted, CancellationToken cancellationToken);

    /// <summary>Enters where carried items are, found again after a write whose receipt did not say.</summary>
    Task SetPlacesAsync(long folderId, IReadOnlyList<ItemReceipt> places, CancellationToken cancellationToken);

    /// <summary>The noted changes are at the destination, or need nothing there.</summary>
    Task SettleChangesAsync(long folderId, IReadOnlyList<SettledChange> changes, CancellationToken cancellationToken);

    /// <summary>Items deleted at the source whose copies are gone leave the ledger.</summary>
    /// <param name="isByUs">We removed the copies; false when somebody else had.</param>
    Task RemoveAsync(long folderId, IReadOnlyList<string> sourceIds, bool isByUs, CancellationToken cancellationToken);

    /// <summary>Migrated items that were edited: Pending again, their copies superseded.</summary>
    Task ReplaceAsync(long folderId, IReadOnlyList<string> sourceIds, CancellationToken cancellationToken);

    /// <summary>
    /// Items that were moved, and edited: the new one stays as it is, the copy of the old one is superseded by it, and the old one leaves
    /// the ledger.
    /// </summary>
    Task ReplaceAsync(IReadOnlyList<ItemMove> moves, CancellationToken cancellationToken);

    /// <summary>
    /// States before the destination's copies are moved what will be moved: the new item is Intended with everything that was known about
    /// the old one's copy, which is superseded, and the old one leaves the ledger. Within one folder there is nothing to move: the new item
    /// is Migrated at once.
    /// </summary>
    /// <exception cref="InvalidOperationException">An old item is not Migrated or a new one not open; nothing was stated.</exception>
    Task IntendMovesAsync(IReadOnlyList<ItemMove> moves, CancellationToken cancellationToken);

    Task<IReadOnlyList<SupersededCopy>> ReadSupersededAsync(CancellationToken cancellationToken);

    /// <summary>The copies are gone from the destination, or stay there for good.</summary>
    Task ForgetSupersededAsync(IReadOnlyList<SupersededCopy> copies, CancellationToken cancellationToken);
}
