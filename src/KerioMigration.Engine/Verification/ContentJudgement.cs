using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer.Changes;

namespace KerioMigration.Engine.Verification;

/// <summary>
/// Judges one message by three witnesses: the hash of the bytes that were sent, what the destination holds, and what the source gives
/// now.
/// </summary>
internal static class ContentJudgement
{
    /// <param name="source">Null when the source no longer has the item, or cannot give it.</param>
    public static async Task<ContentVerdict> JudgeAsync(
        ItemOutcome item, ItemContent? source, ItemContent destination, CancellationToken cancellationToken)
    {
        // Without a hash (an item that was there before we came) only the source can speak against it.
        var isAsSent = item.Sha256 is null || ContentComparison.AreEqual(item.Sha256, destination.Sha256);
        if (source is null)
        {
            return isAsSent ? ContentVerdict.Same
                : await WasSentAsync(item, destination, cancellationToken).ConfigureAwait(false) ? ContentVerdict.Normalized
                : ContentVerdict.Altered;
        }

        if (ContentComparison.AreEqual(source.Sha256, destination.Sha256))
        {
            return ContentVerdict.Same;
        }

        if (CanonicalMessage.Hash(source, cancellationToken).SequenceEqual(CanonicalMessage.Hash(destination, cancellationToken)))
        {
            return isAsSent ? ContentVerdict.Same : ContentVerdict.Normalized;
        }

        return await WasSentAsync(item, destination, cancellationToken).ConfigureAwait(false) ? ContentVerdict.Changed : ContentVerdict.Altered;
    }

    /// <summary>Also with its line ends written anew; for a message with both kinds of line ends the canonical form decides.</summary>
    private static Task<bool> WasSentAsync(ItemOutcome item, ItemContent destination, CancellationToken cancellationToken) =>
        ContentComparison.HasHashAsync(destination, item.Sha256, cancellationToken);
}
