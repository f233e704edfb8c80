using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>Items of one folder that are read and written together.</summary>
internal sealed record ItemBatch(FolderTransfer Folder, IReadOnlyList<ItemRef> Items)
{
    // MIME is larger than what the source stores by the third that base64 adds; pooled buffers come in powers of two.
    private const double MimeGrowth = 1.4;
    private const long SmallestBuffer = 4096;

    /// <summary>Memory that reading the batch will take; larger messages are spilled and cost no more than the threshold.</summary>
    public long EstimatedMemory => Items.Sum(MemoryOf);

    /// <summary>Cuts a list into batches; an item above the byte limit goes alone.</summary>
    public static IEnumerable<ItemBatch> Cut(FolderTransfer folder, IReadOnlyList<ItemRef> items, DestinationTraits traits) =>
        Batches.Cut(items, traits.ItemsPerWrite, traits.BytesPerWrite, MimeSizeOf).Select(batch => new ItemBatch(folder, batch));

    private static long MimeSizeOf(ItemRef item) => (long)(item.Size * MimeGrowth);

    // Beside its object an event has its files, each of which may stay in memory.
    private static long MemoryOf(ItemRef item)
    {
        var size = Math.Max(SmallestBuffer, MimeSizeOf(item));
        return ItemKinds.IsMessage(item.Kind) ? Math.Min(size, ItemContentBuilder.SpillThreshold) : size;
    }
}

/// <summary>A batch that was read and converted. Disposing it frees the contents; the budget is given back by the pipeline.</summary>
internal sealed class ConvertedBatch : IDisposable
{
    private readonly IReadOnlyList<SourceItem> sources;

    public ConvertedBatch(FolderTransfer folder, IReadOnlyList<SourceItem> sources, IReadOnlyList<ConvertedItem> items, long heldBytes)
    {
        this.sources = sources;
        Folder = folder;
        Items = items;
        HeldBytes = heldBytes;
    }

    public FolderTransfer Folder { get; }

    public IReadOnlyList<ConvertedItem> Items { get; }

    public long HeldBytes { get; }

    public void Dispose() => sources.DisposeAll();
}

/// <summary>A batch with the destination's answers; its contents are gone.</summary>
internal sealed record WrittenBatch(FolderTransfer Folder, IReadOnlyList<WrittenItem> Items);

internal sealed record WrittenItem(ItemReceipt Receipt, string? Subject, long Bytes)
{
    public ItemFidelity Fidelity { get; init; }
}
