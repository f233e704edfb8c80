using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>
/// Removes copies at the destination, and only those that we wrote and that are as we left them. Removing may be repeated, so that
/// an end before the ledger knows costs another look and nothing else.
/// </summary>
internal sealed class RemovalSettlement
{
    private const int ItemsPerRead = 20;
    private const long BytesPerRead = 4L << 20;

    private const string TouchedMessage =
        "Deleted at the source. Its copy was read, marked or changed at the destination since it was written, and stays there.";

    private const string LeftMessage =
        "Deleted at the source. The destination cannot remove single messages from this folder while others in it are marked for deletion; a later run tries again.";

    private readonly ChangeContext context;

    public RemovalSettlement(ChangeContext context) => this.context = context;

    /// <summary>Copies whose successors are safely stored.</summary>
    public async Task RemoveSupersededAsync(CancellationToken cancellationToken)
    {
        var all = await context.Ledger.ReadSupersededAsync(cancellationToken).ConfigureAwait(false);
        foreach (var folder in all.Where(c => c.SuccessorState == ItemState.Migrated).GroupBy(c => c.FolderId))
        {
            await context.GuardAsync(folder.Key, () => RemoveSupersededAsync(folder.Key, [.. folder], cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Copies of items that are deleted at the source.</summary>
    public async Task RemoveDeletedAsync(IReadOnlyList<ChangedItem> deleted, CancellationToken cancellationToken)
    {
        foreach (var folder in deleted.GroupBy(d => d.FolderId))
        {
            await context.GuardAsync(folder.Key, () => RemoveDeletedAsync(folder.Key, [.. folder], cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Two folders of the source may have one at the destination, for example after the mailbox itself was moved.</summary>
    private bool IsItsOwnSuccessor(SupersededCopy copy, DestinationFolder folder) =>
        copy.DestinationId == copy.SuccessorPlace && context.FullNameOf(copy.SuccessorFolder) == folder.FullName;

    private async Task RemoveSupersededAsync(long folderId, IReadOnlyList<SupersededCopy> all, CancellationToken cancellationToken)
    {
        if (await context.OpenAsync(folderId, cancellationToken).ConfigureAwait(false) is not { } folder)
        {
            return;
        }

        await context.Ledger.ForgetSupersededAsync([.. all.Where(c => IsItsOwnSuccessor(c, folder))], CancellationToken.None).ConfigureAwait(false);
        var copies = all.Where(c => !IsItsOwnSuccessor(c, folder)).ToList();
        var there = await context.LookUpAsync(folder, [.. copies.Select(c => c.DestinationId)], cancellationToken).ConfigureAwait(false);
        var ours = await FindOursAsync(
            folder, [.. copies.Where(c => there.ContainsKey(c.DestinationId)).Select(c => (c.DestinationId, c.Sha256, c.Key?.Size ?? 0))], cancellationToken)
            .ConfigureAwait(false);
        var removed = await RemoveAsync(folder, ours).ConfigureAwait(false);
        var settled = copies.Where(c => !there.ContainsKey(c.DestinationId) || !ours.Contains(c.DestinationId) || removed.Contains(c.DestinationId));
        await context.Ledger.ForgetSupersededAsync([.. settled], CancellationToken.None).ConfigureAwait(false);
        foreach (var copy in copies.Where(c => there.ContainsKey(c.DestinationId) && !ours.Contains(c.DestinationId)))
        {
            context.Events.Kept(
                context.PathOf(copy.FolderId),
                new ItemRef { Id = copy.SuccessorId },
                $"The copy {copy.DestinationId} in {folder.FullName} has a newer one, and is not as it was written: both are there.");
        }
    }

    private async Task RemoveDeletedAsync(long folderId, IReadOnlyList<ChangedItem> deleted, CancellationToken cancellationToken)
    {
        if (await context.OpenAsync(folderId, cancellationToken).ConfigureAwait(false) is not { } folder)
        {
            return;
        }

        var placed = await context.WithPlacesAsync(folderId, folder, deleted, cancellationToken).ConfigureAwait(false);
        var there = await context.LookUpAsync(folder, [.. placed.Select(p => p.DestinationId).OfType<string>()], cancellationToken).ConfigureAwait(false);
        var present = placed.Where(p => p.DestinationId is { } id && there.ContainsKey(id)).ToList();
        var untouched = present.Where(p => FlagMerge.IsUntouched(p.Flags, there[p.DestinationId!].Flags, context.KeptFlags)).ToList();
        var ours = await FindOursAsync(
            folder, [.. untouched.Select(p => (p.DestinationId!, p.Sha256, p.Key?.Size ?? 0))], cancellationToken).ConfigureAwait(false);
        var removed = await RemoveAsync(folder, ours).ConfigureAwait(false);

        var byUs = present.Where(p => removed.Contains(p.DestinationId!)).ToList();
        await context.Ledger.RemoveAsync(folderId, [.. byUs.Select(p => p.Item.Id)], isByUs: true, CancellationToken.None).ConfigureAwait(false);
        await context.Ledger.RemoveAsync(folderId, [.. placed.Except(present).Select(p => p.Item.Id)], isByUs: false, CancellationToken.None).ConfigureAwait(false);
        context.Events.Followed(context.PathOf(folderId), ChangeCounts.None with { Removed = byUs.Count });
        await KeepAsync(folderId, [.. present.Where(p => !ours.Contains(p.DestinationId!))], TouchedMessage).ConfigureAwait(false);
        await KeepAsync(folderId, [.. present.Where(p => ours.Contains(p.DestinationId!) && !removed.Contains(p.DestinationId!))], LeftMessage).ConfigureAwait(false);
    }

    private async Task KeepAsync(long folderId, IReadOnlyList<ChangedItem> items, string message)
    {
        await context.Ledger.NoteKeptAsync(folderId, [.. items.Select(i => i.Item.Id)], Reason.ChangedAtDestination, message, CancellationToken.None).ConfigureAwait(false);
        foreach (var item in items)
        {
            context.Events.Kept(context.PathOf(folderId), item.Item, message);
        }
    }

    private async Task<HashSet<string>> RemoveAsync(DestinationFolder folder, IReadOnlyCollection<string> ids) => ids.Count == 0
        ? []
        : new HashSet<string>(
            await context.Destination.RemoveItemsAsync(folder, [.. ids], CancellationToken.None).ConfigureAwait(false), StringComparer.Ordinal);

    /// <summary>Those whose bytes are the ones that were written.</summary>
    private async Task<HashSet<string>> FindOursAsync(
        DestinationFolder folder, IReadOnlyList<(string Id, byte[]? Sha256, long Size)> copies, CancellationToken cancellationToken)
    {
        var ours = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in Batches.Cut(copies, ItemsPerRead, BytesPerRead, c => c.Size))
        {
            var contents = await context.Destination.ReadItemsAsync(folder, [.. part.Select(p => p.Id)], cancellationToken).ConfigureAwait(false);
            try
            {
                foreach (var (copy, content) in part.Zip(contents, (copy, content) => (copy, content.Content)))
                {
                    if (content is not null && await ContentComparison.HasHashAsync(content, copy.Sha256, cancellationToken).ConfigureAwait(false))
                    {
                        ours.Add(copy.Id);
                    }
                }
            }
            finally
            {
                contents.DisposeAll();
            }
        }

        return ours;
    }
}
