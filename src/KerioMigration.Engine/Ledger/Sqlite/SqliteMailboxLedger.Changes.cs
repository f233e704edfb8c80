using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>What later runs follow.</summary>
internal sealed partial class SqliteMailboxLedger
{
    public Task<DateTimeOffset?> ReadCutOverAsync(CancellationToken cancellationToken) =>
        ReadAsync(d => MailboxTable.FindCutOver(d, MailboxId), cancellationToken);

    public Task SetCutOverAsync(CancellationToken cancellationToken) =>
        WriteAsync(d => MailboxTable.SetCutOver(d, MailboxId, ledger.Now), cancellationToken);

    public Task NoteFolderGoneAsync(long folderId, CancellationToken cancellationToken) =>
        WriteAsync(d => ChangeTable.NoteFolderGone(d, folderId), cancellationToken);

    public Task<IReadOnlyList<ChangedItem>> ReadChangesAsync(CancellationToken cancellationToken) =>
        ReadAsync(d => ChangeTable.ReadChanges(d, MailboxId), cancellationToken);

    public Task<IReadOnlyList<KnownItem>> ReadKnownAsync(Func<KnownItem, bool> wanted, CancellationToken cancellationToken) =>
        ReadAsync(d => ChangeTable.ReadKnown(d, MailboxId, wanted), cancellationToken);

    public Task SetPlacesAsync(long folderId, IReadOnlyList<ItemReceipt> places, CancellationToken cancellationToken) =>
        places.Count == 0 ? Task.CompletedTask : WriteAsync(d => ChangeTable.SetPlaces(d, folderId, places), cancellationToken);

    public Task SettleChangesAsync(long folderId, IReadOnlyList<SettledChange> changes, CancellationToken cancellationToken) =>
        changes.Count == 0 ? Task.CompletedTask : CountAsync(d => ChangeTable.Settle(d, folderId, changes), cancellationToken);

    public Task RemoveAsync(long folderId, IReadOnlyList<string> sourceIds, bool isByUs, CancellationToken cancellationToken) =>
        sourceIds.Count == 0 ? Task.CompletedTask : CountAsync(d => ChangeTable.Remove(d, folderId, sourceIds, isByUs), cancellationToken);

    public Task ReplaceAsync(long folderId, IReadOnlyList<string> sourceIds, CancellationToken cancellationToken) =>
        sourceIds.Count == 0 ? Task.CompletedTask : WriteAsync(d => ChangeTable.Replace(d, folderId, sourceIds), cancellationToken);

    public Task ReplaceAsync(IReadOnlyList<ItemMove> moves, CancellationToken cancellationToken) =>
        moves.Count == 0 ? Task.CompletedTask : WriteAsync(d => ChangeTable.Replace(d, moves), cancellationToken);

    public Task IntendMovesAsync(IReadOnlyList<ItemMove> moves, CancellationToken cancellationToken) =>
        moves.Count == 0 ? Task.CompletedTask : WriteAsync(d => ChangeTable.IntendMoves(d, moves), cancellationToken);

    public Task<IReadOnlyList<SupersededCopy>> ReadSupersededAsync(CancellationToken cancellationToken) =>
        ReadAsync(d => SupersededTable.ReadOf(d, MailboxId), cancellationToken);

    public Task ForgetSupersededAsync(IReadOnlyList<SupersededCopy> copies, CancellationToken cancellationToken) =>
        copies.Count == 0 ? Task.CompletedTask : WriteAsync(d => SupersededTable.Forget(d, copies), cancellationToken);

    private Task CountAsync(Func<LedgerDatabase, ChangeCounts> work, CancellationToken cancellationToken) =>
        WriteAsync(d => RunTable.AddChanges(d, lease.RunId, MailboxId, work(d)), cancellationToken);
}
