using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>What later runs follow.</summary>
internal sealed partial class MemoryMailboxLedger
{
    public Task<DateTimeOffset?> ReadCutOverAsync(CancellationToken cancellationToken) => DoAsync(() => mailbox.CutOver, cancellationToken);

    public Task SetCutOverAsync(CancellationToken cancellationToken) => DoAsync(() => mailbox.CutOver = ledger.Now, cancellationToken);

    public Task NoteFolderGoneAsync(long folderId, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            var folder = Find(folderId);
            foreach (var id in folder.Items.Keys.ToList())
            {
                Record(folder, new ItemListing(new ItemRef { Id = id }, ItemState.Pending) { Change = ItemChangeType.Deleted });
            }

            folder.Entry = folder.Entry with { Cursor = null, IsListed = false, SourceItemCount = 0 };
        },
        cancellationToken);

    public Task<IReadOnlyList<ChangedItem>> ReadChangesAsync(CancellationToken cancellationToken) => DoAsync<IReadOnlyList<ChangedItem>>(
        () => [.. All().Where(i => i.Item.IsCarried && i.Item.Change is not null).Select(i => new ChangedItem
        {
            FolderId = i.Folder.Entry.Id,
            Item = i.Item.Item,
            State = i.Item.State,
            Change = i.Item.Change!.Value,
            Flags = i.Item.Intent?.Flags,
            SourceFlags = i.Item.SourceFlags,
            DestinationId = i.Item.Receipt?.DestinationId,
            Key = i.Item.Intent?.Key,
            Sha256 = i.Item.Intent?.Sha256,
        })],
        cancellationToken);

    public Task<IReadOnlyList<KnownItem>> ReadKnownAsync(Func<KnownItem, bool> wanted, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<KnownItem>>(
            () => [.. All().Select(i => new KnownItem(i.Folder.Entry.Id, i.Item.Item, i.Item.State)
            {
                IsDeleted = i.Item.Change == ItemChangeType.Deleted,
                Key = i.Item.Intent?.Key,
                DestinationId = i.Item.Receipt?.DestinationId,
            }).Where(wanted)],
            cancellationToken);

    public Task SetPlacesAsync(long folderId, IReadOnlyList<ItemReceipt> places, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            foreach (var (place, item) in Carried(folderId, places, p => p.SourceId))
            {
                item.Receipt = (item.Receipt ?? place) with { DestinationId = place.DestinationId };
            }
        },
        cancellationToken);

    public Task SettleChangesAsync(long folderId, IReadOnlyList<SettledChange> changes, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            foreach (var (change, item) in Carried(folderId, changes, c => c.SourceId))
            {
                if (item.Intent is { } intent)
                {
                    item.Intent = intent with { Flags = change.Flags ?? intent.Flags };
                }

                item.Become(item.State, failure: change.Message is { } message ? new Failure(FailureScope.Item, FailureRemedy.None, change.Reason, message) : null);
                (item.Change, item.SourceFlags) = (null, null);
                Count(new ChangeCounts(0, 0, 0, change.IsWritten ? 1 : 0));
            }
        },
        cancellationToken);

    public Task RemoveAsync(long folderId, IReadOnlyList<string> sourceIds, bool isByUs, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            foreach (var (id, item) in Carried(folderId, sourceIds, id => id))
            {
                if (item is { State: ItemState.Migrated, Change: ItemChangeType.Deleted } && Find(folderId).Items.Remove(id))
                {
                    Count(new ChangeCounts(0, 0, isByUs ? 1 : 0, 0));
                }
            }
        },
        cancellationToken);

    public Task ReplaceAsync(long folderId, IReadOnlyList<string> sourceIds, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            foreach (var (id, item) in Carried(folderId, sourceIds, id => id))
            {
                Supersede(new ItemMove(folderId, id, folderId, id));
                if (item.State == ItemState.Migrated)
                {
                    item.Become(ItemState.Pending);
                    (item.Change, item.SourceFlags, item.Receipt) = (null, null, null);
                }
            }
        },
        cancellationToken);

    public Task ReplaceAsync(IReadOnlyList<ItemMove> moves, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            foreach (var move in moves)
            {
                Supersede(move);
                Find(move.FromFolder).Items.Remove(move.FromId);
            }
        },
        cancellationToken);

    public Task IntendMovesAsync(IReadOnlyList<ItemMove> moves, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            if (moves.Any(m => OldOf(m) is null || !Find(m.ToFolder).Items.TryGetValue(m.ToId, out var item) || !item.IsOpen))
            {
                throw new InvalidOperationException("An old item is not at the destination, or a new one is not open.");
            }

            foreach (var move in moves)
            {
                var (old, item) = (OldOf(move)!, Find(move.ToFolder).Items[move.ToId]);
                var stays = move.FromFolder == move.ToFolder;
                if (!stays)
                {
                    Supersede(move);
                }

                item.Become(stays ? ItemState.Migrated : ItemState.Intended);
                item.Intent = old.Intent! with { SourceId = move.ToId, Subject = item.Item.Subject };
                item.Receipt = new ItemReceipt(move.ToId) { DestinationId = stays ? old.Receipt?.DestinationId : null, Loss = old.Receipt?.Loss };
                (item.Run, item.MarkNumber, item.Change, item.SourceFlags) = (old.Run, old.MarkNumber, move.Change, move.SourceFlags);
                Find(move.FromFolder).Items.Remove(move.FromId);
            }
        },
        cancellationToken);

    public Task<IReadOnlyList<SupersededCopy>> ReadSupersededAsync(CancellationToken cancellationToken) => DoAsync<IReadOnlyList<SupersededCopy>>(
        () => [.. mailbox.Superseded.Select(c => (Copy: c, Item: All().Single(i => Succeeds(i.Folder, i.Item, c)).Item))
            .Select(c => c.Copy with { SuccessorState = c.Item.State, SuccessorPlace = c.Item.Receipt?.DestinationId, IsMove = IsMove(c.Copy, c.Item) })],
        cancellationToken);

    public Task ForgetSupersededAsync(IReadOnlyList<SupersededCopy> copies, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            mailbox.Superseded.RemoveAll(c => copies.Any(o => o.FolderId == c.FolderId && o.DestinationId == c.DestinationId));
        },
        cancellationToken);

    private static bool Succeeds(MemoryFolder folder, MemoryItem item, SupersededCopy copy) =>
        copy.SuccessorFolder == folder.Entry.Id && copy.SuccessorId == item.Item.Id;

    private static bool IsMove(SupersededCopy copy, MemoryItem successor) =>
        copy.FolderId != copy.SuccessorFolder && copy.Sha256 is { } hash && successor.Intent?.Sha256 is { } other && hash.SequenceEqual(other);

    private static ItemRef Plain(ItemRef listed, ItemRef? before) => listed with
    {
        Subject = listed.Subject ?? before?.Subject,
        SearchKey = listed.SearchKey ?? before?.SearchKey,
        MessageId = null,
        Flags = null,
    };

    private static void Note(MemoryItem item, ItemListing listing)
    {
        var flags = item.SourceFlags ?? item.Intent?.Flags;
        switch (listing.Change)
        {
            case ItemChangeType.Created when item.Change != ItemChangeType.Deleted && item.Item.Size == listing.Item.Size:
                break;
            case ItemChangeType.Created or ItemChangeType.Updated:
                item.Item = Plain(listing.Item, item.Item);
                (item.Change, item.SourceFlags) = (ItemChangeType.Updated, null);
                break;
            case ItemChangeType.ReadFlagChanged:
                var isKnown = flags is not null && item.Change != ItemChangeType.Updated;
                item.Change = isKnown ? ItemChangeType.ReadFlagChanged : ItemChangeType.Updated;
                item.SourceFlags = (flags & ~MessageFlags.Seen) | (listing.IsRead ? MessageFlags.Seen : MessageFlags.None);
                break;
            default:
                item.Item = item.Change == ItemChangeType.Updated ? item.Item with { Size = -1 } : item.Item;
                (item.Change, item.SourceFlags) = (listing.Change, null);
                break;
        }
    }

    private IEnumerable<(MemoryFolder Folder, MemoryItem Item)> All() =>
        mailbox.Folders.Values.SelectMany(f => f.Items.Values.Select(i => (f, i)));

    private List<(T Entry, MemoryItem Item)> Carried<T>(long folderId, IEnumerable<T> entries, Func<T, string> idOf) =>
        [.. entries.Where(e => Find(folderId).Items.TryGetValue(idOf(e), out var item) && item.IsCarried).Select(e => (e, Find(folderId).Items[idOf(e)]))];

    private MemoryItem? OldOf(ItemMove move) =>
        Find(move.FromFolder).Items.TryGetValue(move.FromId, out var old) && old.State == ItemState.Migrated ? old : null;

    private void Count(ChangeCounts changes) => mailbox.Visits[run].Changes += changes;

    private void Supersede(ItemMove move)
    {
        if (OldOf(move) is { Receipt.DestinationId: { } place } old)
        {
            mailbox.Superseded.RemoveAll(c => c.FolderId == move.FromFolder && c.DestinationId == place);
            mailbox.Superseded.Add(new SupersededCopy(move.FromFolder, place)
            {
                Key = old.Intent?.Key,
                Sha256 = old.Intent?.Sha256,
                Flags = old.Intent?.Flags,
                SuccessorFolder = move.ToFolder,
                SuccessorId = move.ToId,
            });
        }
    }

    private bool GiveBack(MemoryFolder folder, MemoryItem item)
    {
        if (mailbox.Superseded.FirstOrDefault(c => Succeeds(folder, item, c)) is not { } copy)
        {
            return false;
        }

        mailbox.Superseded.RemoveAll(c => Succeeds(folder, item, c));
        folder.Items.Remove(item.Item.Id);
        item.Become(ItemState.Migrated);
        item.Intent = new ItemIntent(item.Item.Id, copy.Key!, copy.Sha256) { Flags = copy.Flags, Subject = item.Item.Subject };
        item.Receipt = new ItemReceipt(item.Item.Id) { DestinationId = copy.DestinationId };
        (item.Change, item.SourceFlags) = (ItemChangeType.Deleted, null);
        Find(copy.FolderId).Items.Add(item.Item.Id, item);
        return true;
    }
}
