using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer.Changes;

namespace KerioMigration.Engine.Transfer;

/// <summary>The folders of one mailbox on their way, between two ends that are open.</summary>
internal sealed class MailboxCarriage
{
    // Writes without an answer are looked up and repeated; a server that never answers must not hold the run for ever.
    private const int MaxPasses = 4;

    private const int ConcurrentFolders = 4;

    private readonly UserMapping user;
    private readonly ItemPipeline pipeline;
    private readonly MailboxEvents events;
    private readonly DestinationTraits traits;
    private readonly ChangeTransfer changes;
    private readonly IReadOnlyList<FolderTransfer> transfers;

    public MailboxCarriage(
        UserMapping user,
        ItemPipeline pipeline,
        MailboxEvents events,
        DestinationTraits traits,
        ChangeTransfer changes,
        IReadOnlyList<FolderTransfer> transfers)
    {
        this.user = user;
        this.pipeline = pipeline;
        this.events = events;
        this.traits = traits;
        this.changes = changes;
        this.transfers = transfers;
    }

    /// <summary>Null when nothing at the destination is taken for the source's.</summary>
    public Adoption? Adoption { get; init; }

    /// <summary>
    /// Makes the folders that are not there, empty ones included: level by level, so that each is made by its own plan and not as
    /// somebody's parent, and several at a time, for each takes some round trips.
    /// </summary>
    public async Task PrepareMissingAsync(IReadOnlyList<FolderTransfer> transfers, CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(ConcurrentFolders);
        foreach (var level in transfers.GroupBy(t => t.Depth).OrderBy(l => l.Key))
        {
            await Task.WhenAll(level.Select(t => PrepareAsync(t, places, cancellationToken))).ConfigureAwait(false);
        }
    }

    /// <summary>Carries what is new, then follows what changed.</summary>
    public async Task CarryAsync(CancellationToken cancellationToken)
    {
        do
        {
            await changes.BeginLookAsync(cancellationToken).ConfigureAwait(false);
            await CarryListedAsync(cancellationToken).ConfigureAwait(false);
        }
        while (await changes.NeedsAnotherLookAsync(cancellationToken).ConfigureAwait(false));

        await CarryAsync(await changes.SettleMovesAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await CarryAsync(await changes.SettleChangesAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await changes.RemoveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Carries what is listed and surely new.</summary>
    public async Task CarryListedAsync(CancellationToken cancellationToken)
    {
        await pipeline.RunAsync(ListAllAsync, cancellationToken).ConfigureAwait(false);
        await RepeatDoubtfulAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CarryAsync(IReadOnlyList<HeldItem> items, CancellationToken cancellationToken)
    {
        if (items.Count > 0)
        {
            await pipeline.RunAsync((output, token) => SendAllAsync(items, output, token), cancellationToken).ConfigureAwait(false);
        }

        await RepeatDoubtfulAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAllAsync(IReadOnlyList<HeldItem> items, ChannelWriter<ItemBatch> output, CancellationToken cancellationToken)
    {
        foreach (var folder in items.Where(i => i.Folder.Failure is null).GroupBy(i => i.Folder))
        {
            await SendAsync(folder.Key, [.. folder.Select(i => i.Item)], output, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PrepareAsync(FolderTransfer transfer, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await transfer.PrepareAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope is FailureScope.Folder or FailureScope.Item)
        {
            transfer.Failure = e.Failure;
            events.Failed(transfer, e.Failure);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task ListAllAsync(ChannelWriter<ItemBatch> output, CancellationToken cancellationToken)
    {
        foreach (var transfer in transfers.Where(t => t.Failure is null))
        {
            try
            {
                await (Adoption is null ? ListAsync(transfer, output, cancellationToken) : AdoptAsync(transfer, Adoption, output, cancellationToken)).ConfigureAwait(false);
            }
            catch (MigrationException e) when (e.Failure.Scope is FailureScope.Folder or FailureScope.Item)
            {
                transfer.Failure = e.Failure;
                events.Failed(transfer, e.Failure);
            }
        }
    }

    private async Task ListAsync(FolderTransfer transfer, ChannelWriter<ItemBatch> output, CancellationToken cancellationToken)
    {
        await foreach (var page in transfer.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            // Single items that are tried again were asked for: nothing is held back.
            var sure = transfer.Only is null ? await changes.Watch.SiftAsync(transfer, page, cancellationToken).ConfigureAwait(false) : page;
            await SendAsync(transfer, sure, output, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What is at the destination already is found by the folder as a whole; moves and copies with it.</summary>
    private async Task AdoptAsync(FolderTransfer transfer, Adoption adoption, ChannelWriter<ItemBatch> output, CancellationToken cancellationToken)
    {
        var listed = new List<ItemRef>();
        await foreach (var page in transfer.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            listed.AddRange(page);
        }

        if (listed.Count > 0)
        {
            await transfer.PrepareAsync(cancellationToken).ConfigureAwait(false);
            var left = await adoption.RunAsync(transfer, listed, cancellationToken).ConfigureAwait(false);
            await SendAsync(transfer, left, output, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(
        FolderTransfer transfer,
        IReadOnlyList<ItemRef> items,
        ChannelWriter<ItemBatch> output,
        CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return;
        }

        events.Listed(transfer, items.Count);
        await transfer.PrepareAsync(cancellationToken).ConfigureAwait(false);
        foreach (var batch in ItemBatch.Cut(transfer, items, traits))
        {
            await output.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Once nothing is under way any more, looks up the writes that got no answer and repeats what is not there.</summary>
    private async Task RepeatDoubtfulAsync(CancellationToken cancellationToken)
    {
        for (var pass = 2; transfers.Where(t => t.IsInDoubt).ToList() is { Count: > 0 } doubtful; pass++)
        {
            if (pass > MaxPasses)
            {
                throw new MigrationException(new Failure(
                    FailureScope.Mailbox,
                    FailureRemedy.Retry,
                    Reason.ConnectionFailed,
                    $"The destination kept dropping the connection while items of {user} were written. Run again: what arrived is found, what did not is sent."));
            }

            await pipeline.RunAsync(
                async (output, token) =>
                {
                    foreach (var transfer in doubtful)
                    {
                        await transfer.ResolveAsync(token).ConfigureAwait(false);
                        var pending = await transfer.ReadPendingAsync(token).ConfigureAwait(false);
                        var free = pending.Where(p => !changes.Watch.IsHeld(transfer, p)).ToList();
                        foreach (var batch in ItemBatch.Cut(transfer, free, traits))
                        {
                            await output.WriteAsync(batch, token).ConfigureAwait(false);
                        }
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
    }
}
