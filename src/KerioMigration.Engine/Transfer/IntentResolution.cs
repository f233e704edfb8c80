using System;
using System.Collections.Generic;
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
        var receipts = await ReceiptsAsync(destination, folder, mark, intents, found, cancellationToken).ConfigureAwait(false);
        await ledger.ConfirmAsync(folderId, receipts, cancellationToken).ConfigureAwait(false);
        var absent = intents.Select(i => i.SourceId).Where(id => !found.ContainsKey(id)).ToList();
        await ledger.WithdrawAsync(folderId, absent, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What came since the mark and is one of ours is what the server made of it: for what is no message that need not be what was sent. Without
    /// a mark it may be somebody else's, and the ledger goes on knowing what was sent.
    /// </summary>
    private static async Task<IReadOnlyList<ItemReceipt>> ReceiptsAsync(
        IDestinationMailbox destination,
        DestinationFolder folder,
        string? mark,
        IReadOnlyList<ItemIntent> intents,
        IReadOnlyDictionary<string, DestinationItem> found,
        CancellationToken cancellationToken)
    {
        if (mark is null || ItemKinds.IsMessage(folder.Kind))
        {
            return [.. found.Select(f => new ItemReceipt(f.Key) { DestinationId = f.Value.DestinationId })];
        }

        var sent = intents.ToDictionary(i => i.SourceId, i => i.Sha256, StringComparer.Ordinal);
        var ids = found.Values.Select(f => f.DestinationId).ToList();
        var contents = ids.Count == 0 ? [] : await destination.ReadItemsAsync(folder, ids, cancellationToken).ConfigureAwait(false);
        try
        {
            var stored = contents.ToDictionary(c => c.DestinationId, c => c.Content?.Sha256, StringComparer.Ordinal);
            return [.. found.Select(f => new ItemReceipt(f.Key)
            {
                DestinationId = f.Value.DestinationId,
                Fingerprint = stored[f.Value.DestinationId] is { } there && sent[f.Key]?.SequenceEqual(there) != true ? there : null,
            })];
        }
        finally
        {
            contents.DisposeAll();
        }
    }
}
