using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>The second stage of the pipeline: writes a batch and frees its memory. A failure above the folder stops the readers.</summary>
internal sealed class WriteStage
{
    private readonly IDestinationMailbox destination;
    private readonly IMailboxLedger ledger;
    private readonly MailboxEvents events;
    private readonly ByteBudget budget;

    public WriteStage(IDestinationMailbox destination, IMailboxLedger ledger, MailboxEvents events, ByteBudget budget)
    {
        this.destination = destination;
        this.ledger = ledger;
        this.events = events;
        this.budget = budget;
    }

    /// <summary>Writes until the input ends, also after a stop: what was read by then is withdrawn or answered.</summary>
    /// <param name="input">Batches whose intents are in the ledger.</param>
    /// <param name="output">Their receipts.</param>
    /// <param name="stop">Once cancelled, nothing more is sent.</param>
    /// <param name="grace">Until then, what was sent may still be answered.</param>
    public async Task RunAsync(
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

    private static WrittenBatch Answer(ConvertedBatch batch, IReadOnlyList<ItemReceipt> receipts) =>
        new(batch.Folder, [.. receipts.Zip(batch.Items, (receipt, item) => AnswerOf(receipt, item))]);

    private static WrittenItem AnswerOf(ItemReceipt receipt, ConvertedItem item) =>
        new(WithLosses(receipt, item), item.Subject, item.Content.Length) { Fidelity = item.Fidelity };

    private static ItemReceipt WithLosses(ItemReceipt receipt, ConvertedItem item) =>
        item.Losses.Count == 0 || receipt.Failure is not null
            ? receipt
            : receipt with { Loss = string.Join(" ", item.Losses.Append(receipt.Loss).OfType<string>()) };

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
}
