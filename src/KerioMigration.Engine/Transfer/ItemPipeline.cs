using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using KerioMigration.Engine.Conversion;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Carries batches through three stages that overlap: read, convert and intend; write; settle. What lies between reading and writing
/// is bounded in bytes. The first failure above a folder stops the reading; what was sent is still answered and settled.
/// </summary>
internal sealed class ItemPipeline
{
    // Enough to keep the next stage busy; the byte budget is the real bound.
    private const int QueuedBatches = 4;

    // What a user who pressed Ctrl+C waits for an answer to what was already sent.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly ISourceMailbox source;
    private readonly IDestinationMailbox destination;
    private readonly IMailboxLedger ledger;
    private readonly MigrationContext context;
    private readonly MailboxEvents events;
    private readonly ByteBudget budget;
    private readonly ConversionContext conversion;

    public ItemPipeline(
        ISourceMailbox source,
        IDestinationMailbox destination,
        IMailboxLedger ledger,
        MigrationContext context,
        MailboxEvents events)
    {
        this.source = source;
        this.destination = destination;
        this.ledger = ledger;
        this.context = context;
        this.events = events;
        budget = new ByteBudget(context.Options.MemoryPerMailbox);
        conversion = new ConversionContext(destination.Traits.Flags);
    }

    /// <summary>Runs until <paramref name="produce"/> ended and every batch is settled, or something stopped it.</summary>
    /// <exception cref="MigrationException">The first failure with scope Mailbox or Run.</exception>
    public async Task RunAsync(Func<ChannelWriter<ItemBatch>, CancellationToken, Task> produce, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var grace = new CancellationTokenSource();
        using var timer = context.Time.CreateTimer(_ => TryCancel(grace), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var start = cancellationToken.Register(() => timer.Change(Grace, Timeout.InfiniteTimeSpan));
        var batches = Channel.CreateBounded<ItemBatch>(QueuedBatches);
        var converted = Channel.CreateBounded<ConvertedBatch>(QueuedBatches);
        var written = Channel.CreateBounded<WrittenBatch>(QueuedBatches);
        var stages = new[]
        {
            StageAsync(1, () => produce(batches.Writer, stop.Token), batches.Writer, stop),
            StageAsync(context.Options.ReadersPerMailbox, () => ReadAsync(batches.Reader, converted.Writer, stop.Token), converted.Writer, stop),
            StageAsync(destination.Traits.ConcurrentWrites, () => WriteAsync(converted.Reader, written.Writer, stop, grace.Token), written.Writer, stop),
            SettleAsync(written.Reader),
        };
        try
        {
            await Task.WhenAll(stages).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The stage that failed first has the reason; the others were only stopped by it.
            foreach (var stage in stages.Where(s => s.IsFaulted))
            {
                await stage.ConfigureAwait(false);
            }

            throw;
        }
    }

    private static void TryCancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run ended in the same moment.
        }
    }

    private static async Task StageAsync<T>(int workers, Func<Task> work, ChannelWriter<T> output, CancellationTokenSource stop)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(work, stop))).ConfigureAwait(false);
        }
        finally
        {
            output.Complete();
        }
    }

    private static async Task WorkAsync(Func<Task> work, CancellationTokenSource stop)
    {
        try
        {
            await Task.Run(work).ConfigureAwait(false);
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    private static WrittenBatch Answer(ConvertedBatch batch, IReadOnlyList<ItemReceipt> receipts) =>
        new(batch.Folder, [.. receipts.Zip(batch.Items, (receipt, item) => new WrittenItem(WithLosses(receipt, item), item.Subject, item.Content.Length))]);

    private static ItemReceipt WithLosses(ItemReceipt receipt, ConvertedItem item) =>
        item.Losses.Count == 0 || receipt.Failure is not null
            ? receipt
            : receipt with { Loss = string.Join(" ", item.Losses.Append(receipt.Loss).OfType<string>()) };

    private async Task ReadAsync(ChannelReader<ItemBatch> input, ChannelWriter<ConvertedBatch> output, CancellationToken cancellationToken)
    {
        while (await input.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (input.TryRead(out var batch))
            {
                if (batch.Folder.Failure is null)
                {
                    await ReadAsync(batch, output, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task ReadAsync(ItemBatch batch, ChannelWriter<ConvertedBatch> output, CancellationToken cancellationToken)
    {
        var held = await budget.AcquireAsync(batch.EstimatedMemory, cancellationToken).ConfigureAwait(false);
        ConvertedBatch? converted = null;
        try
        {
            var sources = await source.ReadItemsAsync(batch.Items, cancellationToken).ConfigureAwait(false);
            converted = await ConvertAsync(batch.Folder, sources, held).ConfigureAwait(false);
            await output.WriteAsync(converted, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            converted?.Dispose();
            budget.Release(held);
            throw;
        }
    }

    private async Task<ConvertedBatch> ConvertAsync(FolderTransfer folder, IReadOnlyList<SourceItem> sources, long held)
    {
        var items = new List<ConvertedItem>(sources.Count);
        var failed = new List<WrittenItem>();
        foreach (var item in sources)
        {
            if (TryConvert(item, items) is { } failure)
            {
                failed.Add(new WrittenItem(new ItemReceipt(item.Ref.Id) { Failure = failure }, item.Subject ?? item.Ref.Subject, 0));
            }
        }

        // Once begun, entries are finished: a ledger step is short, and half of one helps nobody.
        await SettleAsync(new WrittenBatch(folder, failed)).ConfigureAwait(false);
        var intended = await IntendAsync(folder, items).ConfigureAwait(false);
        return new ConvertedBatch(folder, sources, intended, held);
    }

    /// <returns>What may be written: all of it, but for items that were deleted at the source while they were read.</returns>
    private async Task<IReadOnlyList<ConvertedItem>> IntendAsync(FolderTransfer folder, IReadOnlyList<ConvertedItem> items)
    {
        while (true)
        {
            try
            {
                await ledger.IntendAsync(folder.Id, [.. items.Select(IntentOf)], CancellationToken.None).ConfigureAwait(false);
                return items;
            }
            catch (InvalidOperationException)
            {
                // A later page of the listing took them out of the ledger again.
                var open = await ledger.ReadOpenAsync(folder.Id, CancellationToken.None).ConfigureAwait(false);
                var ids = new HashSet<string>(open.Select(e => e.Item.Id), StringComparer.Ordinal);
                var left = items.Where(i => ids.Contains(i.Source.Id)).ToList();
                if (left.Count == items.Count)
                {
                    throw;
                }

                items = left;
            }
        }
    }

    private static ItemIntent IntentOf(ConvertedItem item) =>
        new(item.Source.Id, item.Key, item.Content.Sha256) { Subject = item.Subject, InternalDate = item.InternalDate };

    private Failure? TryConvert(SourceItem item, List<ConvertedItem> items)
    {
        if (item.Failure is not null)
        {
            return item.Failure;
        }

        try
        {
            var converted = context.Converter.Convert(item, conversion);
            if (converted.Content.Length > (destination.Traits.MaxItemSize ?? long.MaxValue))
            {
                return TooLarge(converted);
            }

            items.Add(converted);
            return null;
        }
        catch (MigrationException e) when (e.Failure.Scope == FailureScope.Item)
        {
            return e.Failure;
        }
    }

    private Failure TooLarge(ConvertedItem item) =>
        new(
            FailureScope.Item,
            FailureRemedy.None,
            Reason.ItemTooLarge,
            $"The item has {item.Content.Length:N0} bytes, and the destination takes {destination.Traits.MaxItemSize:N0}. Raise the destination's limit and run again.");

    private async Task WriteAsync(
        ChannelReader<ConvertedBatch> input,
        ChannelWriter<WrittenBatch> output,
        CancellationTokenSource stop,
        CancellationToken grace)
    {
        while (await input.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (input.TryRead(out var batch))
            {
                try
                {
                    await WriteAsync(batch, output, stop.Token, grace).ConfigureAwait(false);
                }
                catch
                {
                    // Readers may wait for a free place or for bytes: only a stopped run lets them go.
                    stop.Cancel();
                    throw;
                }
                finally
                {
                    batch.Dispose();
                    budget.Release(batch.HeldBytes);
                }
            }
        }
    }

    private async Task WriteAsync(ConvertedBatch batch, ChannelWriter<WrittenBatch> output, CancellationToken stopped, CancellationToken grace)
    {
        if (batch.Items.Count == 0)
        {
            return;
        }

        // Stopped between reading and writing: nothing was sent, so nothing is in doubt.
        if (stopped.IsCancellationRequested || batch.Folder.Failure is not null)
        {
            await WithdrawAsync(batch).ConfigureAwait(false);
            return;
        }

        try
        {
            var receipts = await destination.WriteItemsAsync(batch.Folder.Destination, batch.Items, grace).ConfigureAwait(false);
            await output.WriteAsync(Answer(batch, receipts), CancellationToken.None).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.OutcomeUnknown)
        {
            batch.Folder.IsInDoubt = true;
        }
        catch (MigrationException e) when (e.Failure.Scope == FailureScope.Folder)
        {
            await WithdrawAsync(batch).ConfigureAwait(false);
            GiveUp(batch.Folder, e.Failure);
        }
        catch (MigrationException)
        {
            await WithdrawAsync(batch).ConfigureAwait(false);
            throw;
        }
    }

    private Task WithdrawAsync(ConvertedBatch batch) =>
        ledger.WithdrawAsync(batch.Folder.Id, [.. batch.Items.Select(i => i.Source.Id)], CancellationToken.None);

    private void GiveUp(FolderTransfer folder, Failure failure)
    {
        lock (folder)
        {
            if (folder.Failure is not null)
            {
                return;
            }

            folder.Failure = failure;
        }

        events.Failed(folder, failure);
    }

    /// <summary>One reader, so that answers that queued up behind a slow disk go into it together.</summary>
    private async Task SettleAsync(ChannelReader<WrittenBatch> input)
    {
        while (await input.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            var ready = new List<WrittenBatch>();
            while (input.TryRead(out var batch))
            {
                ready.Add(batch);
            }

            await Task.WhenAll(ready.Select(SettleAsync)).ConfigureAwait(false);
        }
    }

    private async Task SettleAsync(WrittenBatch batch)
    {
        if (batch.Items.Count == 0)
        {
            return;
        }

        await ledger.ConfirmAsync(batch.Folder.Id, [.. batch.Items.Select(i => i.Receipt)], CancellationToken.None).ConfigureAwait(false);
        events.Settled(batch.Folder, batch.Items);
    }
}
