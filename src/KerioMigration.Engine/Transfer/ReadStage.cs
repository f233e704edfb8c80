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
/// The first stage of the pipeline: reads a batch, converts it, and states in the ledger what will be written. Takes its memory out of the
/// budget; the next stage gives it back.
/// </summary>
internal sealed class ReadStage
{
    private readonly ISourceMailbox source;
    private readonly DestinationTraits traits;
    private readonly IMailboxLedger ledger;
    private readonly IItemConverter converter;
    private readonly ByteBudget budget;
    private readonly ConversionContext conversion;
    private readonly ItemLimits limits;
    private readonly Func<WrittenBatch, Task> settle;
    private readonly TwinSeparation twins;

    /// <param name="settle">Enters items that ended here: unreadable, not convertible, too large.</param>
    public ReadStage(
        ISourceMailbox source,
        DestinationTraits traits,
        IMailboxLedger ledger,
        IItemConverter converter,
        ByteBudget budget,
        ItemLimits limits,
        Func<WrittenBatch, Task> settle)
    {
        this.source = source;
        this.traits = traits;
        this.ledger = ledger;
        this.converter = converter;
        this.budget = budget;
        this.limits = limits;
        this.settle = settle;
        twins = new TwinSeparation(ledger);
        conversion = new ConversionContext(traits.Flags);
    }

    /// <summary>Reads until the input ends. Several may run at once on one stage.</summary>
    public async Task RunAsync(ChannelReader<ItemBatch> input, ChannelWriter<ConvertedBatch> output, CancellationToken cancellationToken)
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

    private async Task ReadAsync(ItemBatch listed, ChannelWriter<ConvertedBatch> output, CancellationToken cancellationToken)
    {
        var batch = await LeaveOutAsync(listed).ConfigureAwait(false);
        if (batch.Items.Count == 0)
        {
            return;
        }

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

    /// <summary>Items that need not be read to know that they end here.</summary>
    private async Task<ItemBatch> LeaveOutAsync(ItemBatch batch)
    {
        var ended = batch.Items.Select(i => (Item: i, Failure: limits.Judge(i) ?? Misplaced(i, batch.Folder))).Where(i => i.Failure is not null).ToList();
        if (ended.Count == 0)
        {
            return batch;
        }

        await settle(new WrittenBatch(
            batch.Folder, [.. ended.Select(i => new WrittenItem(new ItemReceipt(i.Item.Id) { Failure = i.Failure }, i.Item.Subject, 0))])).ConfigureAwait(false);
        return batch with { Items = [.. batch.Items.Except(ended.Select(i => i.Item))] };
    }

    private static Failure? Misplaced(ItemRef item, FolderTransfer folder) => ItemKinds.Fits(item.Kind, folder.Destination.Kind)
        ? null
        : new Failure(
            FailureScope.Item,
            FailureRemedy.None,
            Reason.ItemRefused,
            $"An item of the class {item.ItemClass} lies in a folder for another kind ({folder.Destination.Kind}), and the destination's folders take one kind alone. Move it to a fitting folder at the source, and run again.");

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
        await settle(new WrittenBatch(folder, failed)).ConfigureAwait(false);
        items = await twins.SeparateAsync(folder, await WithOlderCopiesAsync(folder, items).ConfigureAwait(false)).ConfigureAwait(false);
        var intended = await IntendAsync(folder, items).ConfigureAwait(false);
        return new ConvertedBatch(folder, sources, intended, held);
    }

    /// <summary>Where one key has one item, as with calendars, an edited item is written over its older copy.</summary>
    private async Task<List<ConvertedItem>> WithOlderCopiesAsync(FolderTransfer folder, List<ConvertedItem> items)
    {
        if (ItemKinds.IsMessage(folder.Destination.Kind))
        {
            return items;
        }

        var copies = (await ledger.ReadSupersededAsync(CancellationToken.None).ConfigureAwait(false)).ToLookup(c => c.SuccessorId, StringComparer.Ordinal);
        return [.. items.Select(i => copies[i.Source.Id].LastOrDefault(c => c.FolderId == folder.Id) is { } copy
            ? i with { Replaces = new OlderCopy(copy.DestinationId, copy.Sha256) { Uid = copy.Key?.MessageId } }
            : i)];
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
        new(item.Source.Id, item.Key, item.Fingerprint ?? item.Content.Sha256)
        {
            Subject = item.Subject,
            InternalDate = item.InternalDate,
            Flags = item.Flags,
            Fidelity = item.Fidelity,
            Loss = item.Losses.Count == 0 ? null : string.Join(" ", item.Losses),
        };

    private Failure? TryConvert(SourceItem item, List<ConvertedItem> items)
    {
        if (item.Failure is not null)
        {
            return item.Failure;
        }

        if (item.Fidelity == ItemFidelity.Stub && !limits.TryTakeStub())
        {
            // A later run with a higher limit writes it.
            return item.Obstacle;
        }

        try
        {
            var converted = converter.Convert(item, conversion);
            if (converted.Content.Length > (traits.MaxItemSize ?? long.MaxValue))
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
            $"The item has {item.Content.Length:N0} bytes, and the destination takes {traits.MaxItemSize:N0}. Raise the destination's limit and run again.");
}
