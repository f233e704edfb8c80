using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>What stands at the destination.</summary>
internal sealed partial class SqliteMailboxLedger
{
    public Task<IReadOnlyList<CarriedItem>> ReadCarriedAsync(long folderId, CancellationToken cancellationToken) =>
        ReadAsync(d => CarriedTable.Read(d, folderId), cancellationToken);

    public Task AdoptAsync(long folderId, IReadOnlyList<AdoptedItem> items, CancellationToken cancellationToken) =>
        items.Count == 0 ? Task.CompletedTask : WriteAsync(d => CarriedTable.AdoptAll(d, folderId, lease.RunId, items), cancellationToken);

    public Task RecallAsync(long folderId, IReadOnlyList<ItemReceipt> places, CancellationToken cancellationToken) =>
        places.Count == 0 ? Task.CompletedTask : WriteAsync(d => CarriedTable.Recall(d, folderId, places), cancellationToken);

    public Task ReleaseAsync(long folderId, IReadOnlyList<string> sourceIds, CancellationToken cancellationToken) =>
        sourceIds.Count == 0 ? Task.CompletedTask : WriteAsync(d => CarriedTable.Release(d, folderId, sourceIds), cancellationToken);

    public Task NoteKeptAsync(long folderId, IReadOnlyList<string> sourceIds, Reason reason, string message, CancellationToken cancellationToken) =>
        sourceIds.Count == 0 ? Task.CompletedTask : WriteAsync(d => CarriedTable.NoteKept(d, folderId, sourceIds, reason, message), cancellationToken);

    public Task ForgetFolderAsync(long folderId, CancellationToken cancellationToken) =>
        WriteAsync(d => FolderTable.Forget(d, folderId), cancellationToken);

    public Task ForgetAccountAsync(CancellationToken cancellationToken) =>
        WriteAsync(
            d =>
            {
                MailboxTable.ForgetAccount(d, MailboxId);
                AccountDetailTable.ForgetAll(d, MailboxId);
                PartTable.Clear(d, MailboxId);
            },
            cancellationToken);
}
