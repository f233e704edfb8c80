using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>
/// One leased mailbox. Every step first looks whether the lease still holds, in the same transaction: who lost it writes nothing more.
/// </summary>
internal sealed partial class SqliteMailboxLedger : IMailboxLedger
{
    private readonly SqliteLedger ledger;
    private readonly MailboxLease lease;

    public SqliteMailboxLedger(SqliteLedger ledger, MailboxLease lease)
    {
        this.ledger = ledger;
        this.lease = lease;
    }

    public string Address => lease.Address;

    public CancellationToken LeaseLost => lease.Lost;

    private long MailboxId => lease.MailboxId;

    public Task SetStateAsync(MailboxState state, Reason reason, string? message, CancellationToken cancellationToken) => WriteAsync(
        d =>
        {
            MailboxTable.SetState(d, MailboxId, state, reason, message);
            var isOver = state is not (MailboxState.NotStarted or MailboxState.Running);
            RunTable.EndMailbox(d, lease.RunId, MailboxId, isOver ? lease.Began.Now : null);
            if (state == MailboxState.Undone)
            {
                LossTable.Clear(d, MailboxId);
                SettingTable.Clear(d, MailboxId);
            }
        },
        cancellationToken);

    public Task SetLossesAsync(MailboxPart part, IReadOnlyList<LossEntry> losses, CancellationToken cancellationToken) =>
        WriteAsync(d => LossTable.Set(d, MailboxId, part, losses), cancellationToken);

    public Task SetAccountAsync(string destinationAddress, bool createdByUs, CancellationToken cancellationToken) =>
        WriteAsync(d => MailboxTable.SetAccount(d, MailboxId, destinationAddress, createdByUs), cancellationToken);

    public Task KeepPasswordAsync(Secret password, CancellationToken cancellationToken) => WriteAsync(
        d =>
        {
            var blob = ledger.Passwords.Protect(MailboxTable.KeyOf(Address), password, !MailboxTable.HasPasswords(d));
            MailboxTable.SetPassword(d, MailboxId, blob);
        },
        cancellationToken);

    public async Task<Secret?> ReadPasswordAsync(CancellationToken cancellationToken)
    {
        var blob = await ReadAsync(d => MailboxTable.FindPassword(d, MailboxId), cancellationToken).ConfigureAwait(false);
        return blob is null ? null : ledger.Passwords.Unprotect(MailboxTable.KeyOf(Address), blob);
    }

    public Task<IReadOnlyList<FolderEntry>> ReadFoldersAsync(CancellationToken cancellationToken) =>
        ReadAsync(d => FolderTable.ReadOf(d, MailboxId), cancellationToken);

    public Task<FolderEntry> PutFolderAsync(FolderEntry folder, CancellationToken cancellationToken) =>
        WriteAsync(d => FolderTable.Put(d, MailboxId, folder), cancellationToken);

    public Task SetMarkAsync(long folderId, string fullName, string? mark, bool createdByUs, CancellationToken cancellationToken) =>
        WriteAsync(d => FolderTable.SetMark(d, folderId, fullName, mark, createdByUs), cancellationToken);

    public Task<IReadOnlyList<ItemRef>> RecordAsync(
        long folderId, IReadOnlyList<ItemListing> page, string cursor, bool isLast, CancellationToken cancellationToken) => WriteAsync(
        d =>
        {
            var pending = ItemTable.Record(d, folderId, page);
            FolderTable.SetCursor(d, folderId, cursor, isLast);
            return pending;
        },
        cancellationToken);

    public Task<IReadOnlyList<ItemEntry>> ReadOpenAsync(long folderId, CancellationToken cancellationToken) =>
        ReadAsync(d => ItemTable.ReadOpen(d, folderId), cancellationToken);

    public Task SetOpenAsync(long folderId, IReadOnlyList<ItemListing> items, CancellationToken cancellationToken) =>
        items.Count == 0 ? Task.CompletedTask : WriteAsync(d => ItemTable.SetOpen(d, folderId, items), cancellationToken);

    public Task IntendAsync(long folderId, IReadOnlyList<ItemIntent> items, CancellationToken cancellationToken) =>
        items.Count == 0 ? Task.CompletedTask : WriteAsync(d => ItemTable.Intend(d, folderId, items), cancellationToken);

    public Task ConfirmAsync(long folderId, IReadOnlyList<ItemReceipt> receipts, CancellationToken cancellationToken) => receipts.Count == 0 ? Task.CompletedTask : WriteAsync(
        d =>
        {
            var (items, bytes, changes) = ItemTable.Confirm(d, folderId, lease.RunId, receipts);
            RunTable.AddMigrated(d, lease.RunId, MailboxId, items, bytes);
            RunTable.AddChanges(d, lease.RunId, MailboxId, changes);
        },
        cancellationToken);

    public Task<IReadOnlyList<ItemIntent>> ReadIntentsAsync(long folderId, CancellationToken cancellationToken) =>
        ReadAsync(d => ItemTable.ReadIntents(d, folderId), cancellationToken);

    public Task<long> CountStubsAsync(CancellationToken cancellationToken) => ReadAsync(d => ItemTable.CountStubs(d, MailboxId), cancellationToken);

    public Task WithdrawAsync(long folderId, IReadOnlyList<string> sourceIds, CancellationToken cancellationToken) =>
        sourceIds.Count == 0 ? Task.CompletedTask : WriteAsync(d => ItemTable.Withdraw(d, folderId, sourceIds), cancellationToken);

    public Task<IReadOnlyList<ConfirmedItem>> ReadConfirmedSinceMarkAsync(long folderId, CancellationToken cancellationToken) =>
        ReadAsync(d => ItemTable.ReadConfirmedSinceMark(d, folderId), cancellationToken);

    public ValueTask DisposeAsync() => new(ledger.ReleaseAsync(lease));

    private Task WriteAsync(Action<LedgerDatabase> work, CancellationToken cancellationToken) => ledger.WriteAsync(
        d =>
        {
            RequireLease(d);
            work(d);
        },
        cancellationToken);

    private Task<T> WriteAsync<T>(Func<LedgerDatabase, T> work, CancellationToken cancellationToken) => ledger.WriteAsync(
        d =>
        {
            RequireLease(d);
            return work(d);
        },
        cancellationToken);

    private Task<T> ReadAsync<T>(Func<LedgerDatabase, T> work, CancellationToken cancellationToken) => ledger.ReadAsync(
        d =>
        {
            RequireLease(d);
            return work(d);
        },
        cancellationToken);

    private void RequireLease(LedgerDatabase database)
    {
        if (!LeaseTable.IsHeld(database, MailboxId, lease.Token))
        {
            lease.Lose();
            throw LeaseErrors.Lost(Address);
        }
    }
}
