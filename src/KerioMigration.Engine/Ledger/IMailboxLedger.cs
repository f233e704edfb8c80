using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>
/// The part of the ledger that belongs to one leased mailbox; disposing it releases the lease. Calls may come from any thread; each is
/// one atomic step, on disk when it returns, and may share a disk write with others. A cancelled call did all of its step or none.
/// </summary>
/// <remarks>
/// <i>Open</i> items are those that are Pending, Filtered, Failed or Held. Once the lease is lost every call throws
/// <see cref="MigrationException"/> with scope Mailbox and <see cref="Reason.MailboxInUse"/>, and changes nothing.
/// </remarks>
public interface IMailboxLedger : ICarriedLedger, IChangeLedger, IAccountLedger, ISettingLedger, IAsyncDisposable
{
    string Address { get; }

    /// <summary>Cancelled when the lease was lost to somebody else: stop writing at once.</summary>
    CancellationToken LeaseLost { get; }

    Task SetStateAsync(MailboxState state, Reason reason, string? message, CancellationToken cancellationToken);

    /// <summary>Puts these in the place of all that was noted as lost of this part. A mailbox that is undone has lost nothing.</summary>
    Task SetLossesAsync(MailboxPart part, IReadOnlyList<LossEntry> losses, CancellationToken cancellationToken);

    /// <summary>Notes that the account was created by us. Called before the password is used anywhere.</summary>
    Task SetAccountAsync(string destinationAddress, bool createdByUs, CancellationToken cancellationToken);

    /// <summary>Keeps the password of an account about to be created, protected; replaces an earlier one.</summary>
    Task KeepPasswordAsync(Secret password, CancellationToken cancellationToken);

    /// <summary>The kept password, or null.</summary>
    Task<Secret?> ReadPasswordAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<FolderEntry>> ReadFoldersAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Enters a folder by its <see cref="FolderEntry.SourceId"/>, or brings its names, target, counts and reason up to date. Cursor,
    /// mark and <see cref="FolderEntry.CreatedByUs"/> stay as they are.
    /// </summary>
    Task<FolderEntry> PutFolderAsync(FolderEntry folder, CancellationToken cancellationToken);

    /// <summary>Where the destination folder ended before this run wrote to it. <paramref name="createdByUs"/> is never taken back.</summary>
    Task SetMarkAsync(long folderId, string fullName, string? mark, bool createdByUs, CancellationToken cancellationToken);

    /// <summary>
    /// Records a page of listed items together with the cursor behind it, in one step. New items are entered with the given state. Of
    /// known ones, the open ones get the given state; others keep theirs, and a change is noted. A change of the read flag alone comes
    /// without details: a known item keeps its details and its state. An item that was deleted at the source before it was migrated is
    /// taken out, or, where it was to take the place of an older copy, given back to that one with the deletion noted. Gives back, in the page's order, the items that this step made Pending: new ones, and open ones that were not Pending.
    /// One that was Pending before is not given back: it came with <see cref="ReadOpenAsync"/> or an earlier page already, and must not
    /// be carried twice when a listing starts over.
    /// </summary>
    Task<IReadOnlyList<ItemRef>> RecordAsync(long folderId, IReadOnlyList<ItemListing> page, string cursor, bool isLast, CancellationToken cancellationToken);

    /// <summary>The open items, with what was listed about them; right after the lease was taken: those of earlier runs.</summary>
    Task<IReadOnlyList<ItemEntry>> ReadOpenAsync(long folderId, CancellationToken cancellationToken);

    /// <summary>Sets the state and reason of open items by source id, Existing included; others are left alone.</summary>
    Task SetOpenAsync(long folderId, IReadOnlyList<ItemListing> items, CancellationToken cancellationToken);

    /// <summary>States before a write what will be written: open items, or intended ones again.</summary>
    /// <exception cref="InvalidOperationException">An item was not listed, or is Migrated or Existing; nothing was stated.</exception>
    Task IntendAsync(long folderId, IReadOnlyList<ItemIntent> items, CancellationToken cancellationToken);

    /// <summary>
    /// Settles intended items, and open ones that could not even be read: those without a failure are Migrated, or Existing where the receipt
    /// says that they were there, those whose failure
    /// says <see cref="Failure.OutcomeUnknown"/> stay as they are, the others are Failed. A receipt's fingerprint takes the place of the
    /// intent's hash. Repeating it changes nothing.
    /// </summary>
    Task ConfirmAsync(long folderId, IReadOnlyList<ItemReceipt> receipts, CancellationToken cancellationToken);

    /// <summary>Items that are Intended: their outcome is unknown, from this run or an earlier one.</summary>
    Task<IReadOnlyList<ItemIntent>> ReadIntentsAsync(long folderId, CancellationToken cancellationToken);

    /// <summary>How many items of the mailbox are Migrated as a stub, over all runs.</summary>
    Task<long> CountStubsAsync(CancellationToken cancellationToken);

    /// <summary>Intended items that are known not to be at the destination: Pending again.</summary>
    Task WithdrawAsync(long folderId, IReadOnlyList<string> sourceIds, CancellationToken cancellationToken);

    /// <summary>
    /// Items confirmed since the folder's mark was set, for matching: what they claim at the destination is taken. All that are Migrated or
    /// Existing where there is no mark, for then everything at the destination comes into question. And superseded copies: an edited item looks
    /// like its own older copy, and must not be taken for it.
    /// </summary>
    Task<IReadOnlyList<ConfirmedItem>> ReadConfirmedSinceMarkAsync(long folderId, CancellationToken cancellationToken);
}
