using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>What stands at the destination.</summary>
internal sealed partial class MemoryMailboxLedger
{
    public Task<IReadOnlyList<CarriedItem>> ReadCarriedAsync(long folderId, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<CarriedItem>>(
            () => [.. Find(folderId).Items.Values.Where(i => i.IsCarried).Select(i => new CarriedItem(i.Item.Id, i.State)
            {
                Subject = i.Item.Subject,
                DestinationId = i.Receipt?.DestinationId,
                Key = i.Intent?.Key,
                Sha256 = i.Intent?.Sha256,
            })],
            cancellationToken);

    public Task AdoptAsync(long folderId, IReadOnlyList<AdoptedItem> items, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            foreach (var adopted in items)
            {
                if (Find(folderId).Items.TryGetValue(adopted.SourceId, out var item) && item.IsOpen)
                {
                    item.Become(ItemState.Existing);
                    item.Intent = new ItemIntent(adopted.SourceId, adopted.Key, adopted.Sha256);
                    (item.Receipt, item.Run) = (new ItemReceipt(adopted.SourceId) { DestinationId = adopted.DestinationId }, run);
                }
            }
        },
        cancellationToken);

    public Task RecallAsync(long folderId, IReadOnlyList<ItemReceipt> places, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            foreach (var place in places)
            {
                foreach (var item in Ours(folderId, [place.SourceId]).Where(i => i.State == ItemState.Migrated))
                {
                    item.Become(ItemState.Intended);
                    item.Intent = item.Intent! with { DestinationId = place.DestinationId };
                }
            }
        },
        cancellationToken);

    public Task ReleaseAsync(long folderId, IReadOnlyList<string> sourceIds, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            foreach (var item in Ours(folderId, sourceIds))
            {
                if (item.Change == ItemChangeType.Deleted)
                {
                    Find(folderId).Items.Remove(item.Item.Id);
                }

                item.Become(ItemState.Pending);
                (item.Receipt, item.Change) = (null, null);
            }
        },
        cancellationToken);

    public Task NoteKeptAsync(long folderId, IReadOnlyList<string> sourceIds, Reason reason, string message, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            foreach (var (_, item) in Carried(folderId, sourceIds, id => id))
            {
                item.Become(item.State, failure: new Failure(FailureScope.Item, FailureRemedy.None, reason, message));
            }
        },
        cancellationToken);

    public Task ForgetFolderAsync(long folderId, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            var folder = Find(folderId);
            folder.MarkNumber++;
            folder.Entry = folder.Entry with { DestinationFullName = null, Mark = null, CreatedByUs = false };
        },
        cancellationToken);

    public Task ForgetAccountAsync(CancellationToken cancellationToken) =>
        DoAsync(
            () =>
            {
                (mailbox.AccountCreated, mailbox.Password) = (false, null);
                mailbox.AccountDetails.RemoveWhere(d => d.Kind != AccountDetailKind.LegacyName);
                mailbox.Parts.Clear();
            },
            cancellationToken);

    private List<MemoryItem> Ours(long folderId, IReadOnlyList<string> sourceIds) =>
        [.. Find(folderId).Items.Values.Where(i => i.State is ItemState.Migrated or ItemState.Intended && sourceIds.Contains(i.Item.Id))];
}
