using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
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

    private readonly IMailboxLedger ledger;
    private readonly MigrationContext context;
    private readonly MailboxEvents events;
    private readonly ItemLimits limits;
    private readonly ReadStage reading;
    private readonly WriteStage writing;
    private readonly int writers;

    public ItemPipeline(
        ISourceMailbox source,
        IDestinationMailbox destination,
        IMailboxLedger ledger,
        MigrationContext context,
        ItemLimits limits,
        MailboxEvents events)
    {
        this.ledger = ledger;
        this.context = context;
        this.limits = limits;
        this.events = events;
        writers = destination.Traits.ConcurrentWrites;
        var budget = new ByteBudget(context.Options.MemoryPerMailbox);
        reading = new ReadStage(source, destination.Traits, ledger, context.Converter, budget, limits, SettleAsync);
        writing = new WriteStage(destination, ledger, events, budget);
    }

    /// <summary>Runs until <paramref name="produce"/> ended and every batch is settled, or something stopped it.</summary>
    /// <exception cref="MigrationException">The first failure with scope Mailbox or Run.</exception>
    public async Task RunAsync(Func<ChannelWriter<ItemBatch>, CancellationToken, Task> produce, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limits.Reached);
        using var grace = new GracePeriod(context.Time, Grace, cancellationToken);
        var batches = Channel.CreateBounded<ItemBatch>(QueuedBatches);
        var converted = Channel.CreateBounded<ConvertedBatch>(QueuedBatches);
        var written = Channel.CreateBounded<WrittenBatch>(QueuedBatches);
        var stages = new[]
        {
            StageAsync(1, () => produce(batches.Writer, stop.Token), batches.Writer, stop),
            StageAsync(context.Options.ReadersPerMailbox, () => reading.RunAsync(batches.Reader, converted.Writer, stop.Token), converted.Writer, stop),
            StageAsync(writers, () => writing.RunAsync(converted.Reader, written.Writer, stop, grace.Token), written.Writer, stop),
            SettleAsync(written.Reader, stop),
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

            limits.ThrowIfReached();
            throw;
        }

        limits.ThrowIfReached();
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

    /// <summary>One reader, so that answers that queued up behind a slow disk go into it together.</summary>
    private async Task SettleAsync(ChannelReader<WrittenBatch> input, CancellationTokenSource stop)
    {
        try
        {
            await SettleAllAsync(input).ConfigureAwait(false);
        }
        catch
        {
            // Writers wait for a place to put their answers: somebody must take them away. What is lost here stays intended, and the next run
            // looks it up.
            stop.Cancel();
            await DropAllAsync(input).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task DropAllAsync(ChannelReader<WrittenBatch> input)
    {
        while (await input.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (input.TryRead(out _))
            {
            }
        }
    }

    private async Task SettleAllAsync(ChannelReader<WrittenBatch> input)
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
        foreach (var failure in batch.Items.Select(i => i.Receipt.Failure).OfType<Failure>())
        {
            limits.Count(failure);
        }
    }
}
