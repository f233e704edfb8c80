using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>
/// Follows what happened at the source to items that were carried: after everything is listed, in this order: moves, edits, flags, copies
/// that another one replaced, deletions.
/// </summary>
internal sealed class ChangeTransfer
{
    // The second look sees whatever the first one saw half; a third serves what moved during the second.
    private const int MaxLooks = 3;

    private const string UnseenMessage =
        "Deleted at the source, or moved into the archive, which this run did not read. Its copy stays until a run reads the archive.";

    private readonly ChangeContext context;
    private readonly bool removesDeleted;
    private HashSet<(long Folder, string Id)> deletedBefore = [];
    private int looks;
    private int vanishedBefore;

    public ChangeTransfer(ChangeContext context, bool removesDeleted)
    {
        this.context = context;
        this.removesDeleted = removesDeleted;
        Watch = new MoveWatch(context.Ledger);
    }

    public MoveWatch Watch { get; }

    /// <summary>The folders are about to be listed. What counts as deleted now was seen before: where it moved to will show.</summary>
    public async Task BeginLookAsync(CancellationToken cancellationToken)
    {
        looks++;
        vanishedBefore = context.Events.Vanished;
        var changes = await context.Ledger.ReadChangesAsync(cancellationToken).ConfigureAwait(false);
        deletedBefore = [.. changes.Where(c => c.Change == ItemChangeType.Deleted).Select(c => (c.FolderId, c.Item.Id))];
    }

    /// <summary>
    /// Whether what was listed is not conclusive: an item disappeared here, and the folder where it may have moved to was listed before;
    /// or one appeared that looks like another, and that one's folder was listed before; or one was gone when it was read.
    /// </summary>
    public async Task<bool> NeedsAnotherLookAsync(CancellationToken cancellationToken)
    {
        await Watch.DropVanishedAsync(cancellationToken).ConfigureAwait(false);
        if (looks >= MaxLooks)
        {
            return false;
        }

        if (context.Events.Vanished > vanishedBefore)
        {
            return true;
        }

        var changes = await context.Ledger.ReadChangesAsync(cancellationToken).ConfigureAwait(false);
        var matched = MoveMatching.Match(Watch.Held, changes);
        var missing = changes.Where(c => c.Change == ItemChangeType.Deleted).Except(matched.Select(m => m.Old));
        if (missing.Any(c => !deletedBefore.Contains((c.FolderId, c.Item.Id))))
        {
            return true;
        }

        var open = Watch.Held.Except(matched.Select(m => m.New)).ToList();
        return looks == 1 && open.Count > 0;
    }

    /// <summary>Moves what moved and finds what was edited; gives what is now to be carried as any new item.</summary>
    public async Task<IReadOnlyList<HeldItem>> SettleMovesAsync(CancellationToken cancellationToken)
    {
        var changes = await context.Ledger.ReadChangesAsync(cancellationToken).ConfigureAwait(false);
        var moves = new MoveSettlement(context);
        await moves.RunAsync(Watch.Held, changes, cancellationToken).ConfigureAwait(false);
        Watch.Release();
        return moves.Left;
    }

    /// <summary>After the moves: brings flags over and gives the edited items, whose copies are superseded now, to be carried as any new item.</summary>
    public async Task<IReadOnlyList<HeldItem>> SettleChangesAsync(CancellationToken cancellationToken)
    {
        var changes = await context.Ledger.ReadChangesAsync(cancellationToken).ConfigureAwait(false);
        var unread = changes.Where(c => c.Change == ItemChangeType.Updated || (c.Change == ItemChangeType.ReadFlagChanged && c.SourceFlags is null)).ToList();
        var findings = await new EditSearch(context).RunAsync(unread, cancellationToken).ConfigureAwait(false);
        foreach (var folder in findings.Edited.GroupBy(e => e.Folder))
        {
            await PlaceAsync(folder.Key, [.. folder.Select(f => f.Item)], cancellationToken).ConfigureAwait(false);
            await context.Ledger.ReplaceAsync(folder.Key.Id, [.. folder.Select(f => f.Item.Item.Id)], cancellationToken).ConfigureAwait(false);
        }

        var flags = changes.Where(c => c is { Change: ItemChangeType.ReadFlagChanged, SourceFlags: not null }).Select(c => (c, IsKept: false));
        await new FlagSettlement(context).RunAsync([.. flags, .. findings.Flags], cancellationToken).ConfigureAwait(false);
        return [.. findings.Edited.Select(e => new HeldItem(e.Folder, e.Item.Item))];
    }

    /// <summary>After everything was carried: removes what has no item at the source any more.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var removal = new RemovalSettlement(context);
        await removal.RemoveSupersededAsync(cancellationToken).ConfigureAwait(false);
        if (removesDeleted)
        {
            var removable = await FindRemovableAsync(cancellationToken).ConfigureAwait(false);
            await (context.SeesAllMoves ? removal.RemoveDeletedAsync(removable, cancellationToken) : KeepAsync(removable)).ConfigureAwait(false);
        }
    }

    private Task KeepAsync(IReadOnlyList<ChangedItem> items)
    {
        foreach (var item in items)
        {
            context.Events.Kept(context.PathOf(item.FolderId), item.Item, UnseenMessage);
        }

        context.Events.Unseen(items.Count);
        return Task.CompletedTask;
    }

    private async Task PlaceAsync(FolderTransfer folder, IReadOnlyList<ChangedItem> items, CancellationToken cancellationToken)
    {
        // Without a place the old copy could not be found again to be removed.
        await folder.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await context.WithPlacesAsync(folder.Id, folder.Destination, items, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is surely deleted: seen before the last look, and not at the source under another id that is not carried yet.</summary>
    private async Task<IReadOnlyList<ChangedItem>> FindRemovableAsync(CancellationToken cancellationToken)
    {
        var changes = await context.Ledger.ReadChangesAsync(cancellationToken).ConfigureAwait(false);
        var deleted = changes
            .Where(c => c is { Change: ItemChangeType.Deleted, State: ItemState.Migrated } && deletedBefore.Contains((c.FolderId, c.Item.Id)))
            .ToList();
        if (deleted.Count == 0)
        {
            return deleted;
        }

        var waiting = await context.Ledger.ReadKnownAsync(
            k => k.State is ItemState.Pending or ItemState.Filtered or ItemState.Failed or ItemState.Held or ItemState.Intended, cancellationToken)
            .ConfigureAwait(false);
        return [.. deleted.Where(d => !waiting.Any(w => ItemIdentity.AreAlike(w.Item with { MessageId = w.Key?.MessageId }, d.Item, d.Key)))];
    }
}
