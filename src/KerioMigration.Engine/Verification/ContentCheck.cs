using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Verification;

/// <summary>Reads items on both sides, several batches at a time, and compares them. Large ones lie in temporary files meanwhile.</summary>
internal sealed class ContentCheck(ISourceMailbox source, IDestinationMailbox destination, Action<VerificationEvent> tell)
{
    private const int ItemsPerBatch = 50;

    private const long BytesPerBatch = 4L << 20;

    /// <param name="folder">Where the items were found.</param>
    public async Task RunAsync(DestinationFolder folder, IReadOnlyList<CheckedItem> items, CancellationToken cancellationToken)
    {
        var queue = new ConcurrentQueue<IReadOnlyList<CheckedItem>>(Batches.Cut(items, ItemsPerBatch, BytesPerBatch, i => i.Found!.Key.Size));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Math.Min(Math.Max(2, destination.Traits.ConcurrentWrites), queue.Count);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(folder, queue, stop), cancellationToken))).ConfigureAwait(false);
    }

    private async Task WorkAsync(DestinationFolder folder, ConcurrentQueue<IReadOnlyList<CheckedItem>> queue, CancellationTokenSource stop)
    {
        try
        {
            while (queue.TryDequeue(out var batch))
            {
                await CheckAsync(folder, batch, stop.Token).ConfigureAwait(false);
            }
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    private async Task CheckAsync(DestinationFolder folder, IReadOnlyList<CheckedItem> batch, CancellationToken cancellationToken)
    {
        var asked = batch.Where(i => i.IsAtSource).Select(i => i.Folder.Listing.Items[i.Item.Item.Id]).ToList();
        var reading = source.ReadItemsAsync(asked, cancellationToken);
        var fetching = destination.ReadItemsAsync(folder, [.. batch.Select(i => i.Found!.DestinationId)], cancellationToken);
        try
        {
            await Task.WhenAll(reading, fetching).ConfigureAwait(false);
            var originals = (await reading.ConfigureAwait(false)).ToDictionary(o => o.Ref.Id, StringComparer.Ordinal);
            foreach (var (item, content) in batch.Zip(await fetching.ConfigureAwait(false), (item, content) => (item, content)))
            {
                await SettleAsync(item, originals.TryGetValue(item.Item.Item.Id, out var original) ? original : null, content.Content, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await DisposeAsync(reading).ConfigureAwait(false);
            await DisposeAsync(fetching).ConfigureAwait(false);
        }

        foreach (var part in batch.GroupBy(i => i.Folder.Entry.SourcePath, StringComparer.Ordinal))
        {
            tell(new ItemsVerified(batch[0].Item.Mailbox, part.Key, part.Count(), part.Sum(i => i.Found?.Key.Size ?? 0)));
        }
    }

    private async Task SettleAsync(CheckedItem item, SourceItem? original, ItemContent? content, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            item.Found = null;
            return;
        }

        // A stub, or what was rebuilt, on either side says nothing about the bytes.
        var comparable = item.Item.Fidelity == ItemFidelity.Exact && original?.Fidelity == ItemFidelity.Exact;
        var verdict = await ContentJudgement.JudgeAsync(item.Item, comparable ? original?.Content : null, content, cancellationToken).ConfigureAwait(false);
        if (verdict == ContentVerdict.Changed && !ItemKinds.IsMessage(item.Item.Item.Kind) && !item.Folder.Listing.HasChanged(item.Item.Item.Id))
        {
            // The destination keeps these in words of its own, and what it has is what it had made of them.
            verdict = ContentVerdict.Same;
        }

        item.Folder.NoteCompared(content.Length, verdict == ContentVerdict.Normalized);
        item.IsAltered = verdict == ContentVerdict.Altered;
        if (verdict == ContentVerdict.Changed)
        {
            tell(new DifferenceFound(item.Folder.Note(item.Item, Difference.ChangedAtSource, "The destination has what was sent; the source gives another content now.")));
        }

        var kept = destination.Traits.Flags;
        if (original is { Content: not null } && (original.Flags & kept) != (item.Found!.Flags & kept))
        {
            tell(new DifferenceFound(item.Folder.Note(
                item.Item, Difference.FlagsDiffer, $"Source: {original.Flags & kept}. Destination: {item.Found.Flags & kept}.", item.Found.DestinationId)));
        }
    }

    private static async Task DisposeAsync<T>(Task<IReadOnlyList<T>> values)
        where T : class, IDisposable
    {
        if (values.Status == TaskStatus.RanToCompletion)
        {
            (await values.ConfigureAwait(false)).DisposeAll();
        }
    }
}
