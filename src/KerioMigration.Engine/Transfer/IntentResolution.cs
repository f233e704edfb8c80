using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>Settles what an earlier end left open.</summary>
internal static class IntentResolution
{
    /// <summary>Finds out what became of intended items: confirms those that are there, withdraws the others.</summary>
    /// <param name="mark">Where the folder ended before they were written; null looks at all of it.</param>
    public static async Task RunAsync(
        IMailboxLedger ledger, long folderId, IDestinationMailbox destination, DestinationFolder folder, string? mark, CancellationToken cancellationToken)
    {
        var intents = await ledger.ReadIntentsAsync(folderId, cancellationToken).ConfigureAwait(false);
        if (intents.Count == 0)
        {
            return;
        }

        var candidates = await destination.FindItemsAsync(folder, mark, cancellationToken).ConfigureAwait(false);
        var confirmed = await ledger.ReadConfirmedSinceMarkAsync(folderId, cancellationToken).ConfigureAwait(false);
        var found = ItemMatching.Match(intents, candidates, confirmed);
        var receipts = found.Select(f => new ItemReceipt(f.Key) { DestinationId = f.Value.DestinationId }).ToList();
        await ledger.ConfirmAsync(folderId, receipts, cancellationToken).ConfigureAwait(false);
        var absent = intents.Select(i => i.SourceId).Where(id => !found.ContainsKey(id)).ToList();
        await ledger.WithdrawAsync(folderId, absent, cancellationToken).ConfigureAwait(false);
    }
}
