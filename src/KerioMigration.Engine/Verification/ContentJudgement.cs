using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Verification;

/// <summary>
/// Judges one message by three witnesses: the hash of the bytes that were sent, what the destination holds, and what the source gives
/// now. Pure.
/// </summary>
internal static class ContentComparison
{
    /// <param name="source">Null when the source no longer has the item, or cannot give it.</param>
    public static ContentVerdict Judge(ItemOutcome item, ItemContent? source, ItemContent destination, CancellationToken cancellationToken)
    {
        var isAsSent = Equal(item.Sha256, destination.Sha256);
        if (source is null)
        {
            // Without a hash (an item that was there before we came) and without the source nothing speaks against it.
            return isAsSent || item.Sha256 is null ? ContentVerdict.Same
                : IsSentWithBareLineFeeds(item.Sha256, destination) ? ContentVerdict.Normalized
                : ContentVerdict.Altered;
        }

        if (Equal(source.Sha256, destination.Sha256))
        {
            return ContentVerdict.Same;
        }

        if (CanonicalMessage.Hash(source.OpenRead(), cancellationToken).SequenceEqual(CanonicalMessage.Hash(destination.OpenRead(), cancellationToken)))
        {
            return isAsSent || item.Sha256 is null ? ContentVerdict.Same : ContentVerdict.Normalized;
        }

        return isAsSent || (item.Sha256 is not null && IsSentWithBareLineFeeds(item.Sha256, destination)) ? ContentVerdict.Changed : ContentVerdict.Altered;
    }

    /// <summary>
    /// Dovecot gives back CRLF where a message came with LF alone. Whether a message was sent in that form shows when it is turned back;
    /// for one with both kinds of line ends the canonical form decides.
    /// </summary>
    private static bool IsSentWithBareLineFeeds(byte[] sent, ItemContent destination)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        var kept = new byte[buffer.Length + 1];
        var stream = destination.OpenRead();
        var heldReturn = false;
        for (int read; (read = stream.Read(buffer, 0, buffer.Length)) > 0;)
        {
            hash.AppendData(kept, 0, WithoutReturns(buffer, read, kept, ref heldReturn));
        }

        return Equal(sent, hash.GetHashAndReset());
    }

    private static int WithoutReturns(byte[] from, int count, byte[] to, ref bool heldReturn)
    {
        var length = 0;
        for (var i = 0; i < count; i++)
        {
            if (heldReturn && from[i] != '\n')
            {
                to[length++] = (byte)'\r';
            }

            heldReturn = from[i] == '\r';
            if (!heldReturn)
            {
                to[length++] = from[i];
            }
        }

        return length;
    }

    private static bool Equal(byte[]? left, byte[]? right) => left is not null && right is not null && left.SequenceEqual(right);
}
