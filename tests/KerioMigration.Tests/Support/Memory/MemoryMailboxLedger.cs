using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Engine.Model;

namespace KerioMigration.Tests.Support.Memory;

internal sealed partial class MemoryMailboxLedger(MemoryLedger ledger, MemoryMailbox mailbox, long run, Beginning began) : IMailboxLedger
{
    private readonly MailboxLease lease = new(mailbox.Entry.Address, 0, run, began);

    public string Address => mailbox.Entry.Address;

    public CancellationToken LeaseLost => lease.Lost;

    public string Token => lease.Token;

    private bool HoldsLease => mailbox.Lease?.Token == lease.Token;

    public Task SetStateAsync(MailboxState state, Reason reason, string? message, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            (mailbox.State, mailbox.Reason, mailbox.Message) = (state, reason, message);
            mailbox.CutOver = state == MailboxState.Undone ? null : mailbox.CutOver;
            if (state == MailboxState.Undone)
            {
                mailbox.Losses.Clear();
                mailbox.Settings.Clear();
            }

            var isOver = state is not (MailboxState.NotStarted or MailboxState.Running);
            mailbox.Visits[run].Ended = isOver ? lease.Began.Now : null;
            mailbox.Visits[run].Failed = isOver ? mailbox.CountFailed(run) : null;
        },
        cancellationToken);

    public Task SetLossesAsync(MailboxPart part, IReadOnlyList<LossEntry> losses, CancellationToken cancellationToken) =>
        DoAsync(() => mailbox.Losses[part] = losses, cancellationToken);

    public Task SetAccountAsync(string destinationAddress, bool createdByUs, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            mailbox.Entry = mailbox.Entry with { DestinationAddress = destinationAddress };
            mailbox.AccountCreated |= createdByUs;
        },
        cancellationToken);

    public Task KeepPasswordAsync(Secret password, CancellationToken cancellationToken) =>
        DoAsync(() => (mailbox.Password, mailbox.IsPasswordRefused) = (password, false), cancellationToken);

    public Task<Secret?> ReadPasswordAsync(CancellationToken cancellationToken) => DoAsync(() => mailbox.Password, cancellationToken);

    public Task<IReadOnlyList<FolderEntry>> ReadFoldersAsync(CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<FolderEntry>>(() => [.. mailbox.Folders.Values.Select(f => f.Entry)], cancellationToken);

    public Task<FolderEntry> PutFolderAsync(FolderEntry folder, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            if (!mailbox.Folders.TryGetValue(folder.SourceId, out var known))
            {
                known = new MemoryFolder(folder with { Id = ++ledger.Store.FolderCount });
                mailbox.Folders.Add(folder.SourceId, known);
            }

            var old = known.Entry;
            return known.Entry = folder with
            {
                Id = old.Id,
                Cursor = old.Cursor,
                IsListed = old.IsListed,
                Mark = old.Mark,
                CreatedByUs = old.CreatedByUs,
                DestinationFullName = old.DestinationFullName,
            };
        },
        cancellationToken);

    public Task SetMarkAsync(long folderId, string fullName, string? mark, bool createdByUs, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            var folder = Find(folderId);
            folder.MarkNumber++;
            folder.Entry = folder.Entry with { DestinationFullName = fullName, Mark = mark, CreatedByUs = createdByUs || folder.Entry.CreatedByUs };
        },
        cancellationToken);

    public Task<IReadOnlyList<ItemRef>> RecordAsync(
        long folderId, IReadOnlyList<ItemListing> page, string cursor, bool isLast, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<ItemRef>>(
            () =>
            {
                var folder = Find(folderId);
                var before = folder.Items.Where(i => i.Value.State == ItemState.Pending).Select(i => i.Key).ToHashSet(StringComparer.Ordinal);
                foreach (var listing in page)
                {
                    Record(folder, listing);
                }

                folder.Entry = folder.Entry with { Cursor = cursor, IsListed = isLast || folder.Entry.IsListed };
                return [.. page.GroupBy(l => l.Item.Id, StringComparer.Ordinal)
                    .Where(g => !before.Contains(g.Key) && folder.Items.TryGetValue(g.Key, out var item) && item.State == ItemState.Pending)
                    .Select(g => (g.LastOrDefault(l => l.Change != ItemChangeType.ReadFlagChanged) ?? g.Last()).Item)];
            },
            cancellationToken);

    public Task<IReadOnlyList<ItemEntry>> ReadOpenAsync(long folderId, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<ItemEntry>>(
            () => [.. Find(folderId).Items.Values.Where(i => i.IsOpen).Select(i => new ItemEntry(i.Item, i.State, i.Reason))],
            cancellationToken);

    public Task SetOpenAsync(long folderId, IReadOnlyList<ItemListing> items, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            foreach (var listing in items)
            {
                if (Find(folderId).Items.TryGetValue(listing.Item.Id, out var item) && item.IsOpen)
                {
                    item.Become(listing.State, listing.Reason);
                }
            }
        },
        cancellationToken);

    public Task IntendAsync(long folderId, IReadOnlyList<ItemIntent> items, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            var known = Find(folderId).Items;
            if (items.Any(i => !known.TryGetValue(i.SourceId, out var item) || item.IsCarried))
            {
                throw new InvalidOperationException("An item was not listed, or is at the destination already.");
            }

            foreach (var intent in items)
            {
                var item = known[intent.SourceId];
                item.Become(ItemState.Intended);
                item.Item = item.Item with { Subject = intent.Subject ?? item.Item.Subject };
                item.Intent = intent with { Subject = item.Item.Subject };
            }
        },
        cancellationToken);

    public Task ConfirmAsync(long folderId, IReadOnlyList<ItemReceipt> receipts, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            var folder = Find(folderId);
            foreach (var receipt in receipts)
            {
                if (folder.Items.TryGetValue(receipt.SourceId, out var item) && !item.IsCarried)
                {
                    Settle(folder, item, receipt);
                }
            }
        },
        cancellationToken);

    public Task<IReadOnlyList<ItemIntent>> ReadIntentsAsync(long folderId, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<ItemIntent>>(
            () => [.. Find(folderId).Items.Values.Where(i => i.State == ItemState.Intended).Select(i => i.Intent!)], cancellationToken);

    public Task<long> CountStubsAsync(CancellationToken cancellationToken) => DoAsync(
        () => mailbox.Folders.Values.SelectMany(f => f.Items.Values)
            .LongCount(i => i is { State: ItemState.Migrated, Intent.Fidelity: ItemFidelity.Stub }),
        cancellationToken);

    public Task WithdrawAsync(long folderId, IReadOnlyList<string> sourceIds, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            foreach (var id in sourceIds)
            {
                if (Find(folderId).Items.TryGetValue(id, out var item) && item.State == ItemState.Intended)
                {
                    item.Become(ItemState.Pending);
                    item.Receipt = null;
                    if (item.Change == ItemChangeType.Deleted && !GiveBack(Find(folderId), item))
                    {
                        Find(folderId).Items.Remove(id);
                    }
                }
            }
        },
        cancellationToken);

    public Task<IReadOnlyList<ConfirmedItem>> ReadConfirmedSinceMarkAsync(long folderId, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<ConfirmedItem>>(
            () => [.. Find(folderId).Items.Values
                .Where(i => i.IsCarried && (Find(folderId).Entry.Mark is null || i.MarkNumber == Find(folderId).MarkNumber))
                .Select(i => new ConfirmedItem(i.Receipt!.DestinationId, i.Intent!.Key))
                .Concat(mailbox.Superseded.Where(c => c.FolderId == folderId).Select(c => new ConfirmedItem(c.DestinationId, c.Key!)))],
            cancellationToken);

    public ValueTask DisposeAsync()
    {
        lock (ledger.Store)
        {
            if (HoldsLease)
            {
                mailbox.Lease = null;
                mailbox.Visits[run].Failed ??= mailbox.CountFailed(run);
                mailbox.Visits[run].Ended ??= lease.Began.Now;
            }
        }

        ledger.Forget(this);
        lease.Dispose();
        return default;
    }

    /// <summary>False when the lease is somebody else's. Called under the lock of the store.</summary>
    public bool Renew()
    {
        if (HoldsLease)
        {
            mailbox.Lease = mailbox.Lease! with { Heartbeat = ledger.Now };
            return true;
        }

        return false;
    }

    public void Lose() => lease.Lose();

    private void Record(MemoryFolder folder, ItemListing listing)
    {
        var id = listing.Item.Id;
        var isKnown = folder.Items.TryGetValue(id, out var item);
        switch (listing.Change)
        {
            case ItemChangeType.Deleted when isKnown && item!.IsOpen:
                if (!GiveBack(folder, item))
                {
                    folder.Items.Remove(id);
                }

                break;
            case ItemChangeType.Deleted when !isKnown:
                break;
            case ItemChangeType.ReadFlagChanged when isKnown && item!.IsOpen:
                break;
            case var _ when !isKnown:
                item = new MemoryItem(Plain(listing.Item, null));
                item.Become(listing.State, listing.Reason);
                folder.Items.Add(id, item);
                break;
            case var _ when item!.IsOpen:
                item.Item = Plain(listing.Item, item.Item);
                item.Become(listing.State, listing.Reason);
                break;
            default:
                Note(item, listing);
                break;
        }
    }

    private void Settle(MemoryFolder folder, MemoryItem item, ItemReceipt receipt)
    {
        if (receipt.Failure is { OutcomeUnknown: true } doubt)
        {
            item.Become(item.State, failure: doubt);
            return;
        }

        item.Run = run;
        if (receipt.Failure is { } failure)
        {
            item.Become(ItemState.Failed, failure: failure);
            return;
        }

        item.Become(receipt.WasThere ? ItemState.Existing : ItemState.Migrated);
        (item.Receipt, item.MarkNumber) = (receipt, folder.MarkNumber);
        item.Intent = receipt.Fingerprint is { } fingerprint ? item.Intent! with { Sha256 = fingerprint } : item.Intent;
        var replaced = mailbox.Superseded.FirstOrDefault(c => Succeeds(folder, item, c));
        var isMove = replaced is not null && IsMove(replaced, item);
        mailbox.Visits[run].Migrated += replaced is null && !receipt.WasThere ? 1 : 0;
        mailbox.Visits[run].Bytes += isMove || receipt.WasThere ? 0 : item.Bytes;
        if (replaced is not null)
        {
            mailbox.Visits[run].Changes += isMove ? new ChangeCounts(0, 1, 0, 0) : new ChangeCounts(1, 0, 0, 0);
        }
    }

    private MemoryFolder Find(long folderId) => mailbox.Folders.Values.Single(f => f.Entry.Id == folderId);

    private Task DoAsync(Action work, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            work();
            return true;
        },
        cancellationToken);

    private Task<T> DoAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        try
        {
            lock (ledger.Store)
            {
                return HoldsLease ? Task.FromResult(work()) : throw LeaseErrors.Lost(Address);
            }
        }
        catch (Exception e)
        {
            if (e is MigrationException)
            {
                Lose();
            }

            return Task.FromException<T>(e);
        }
    }
}
