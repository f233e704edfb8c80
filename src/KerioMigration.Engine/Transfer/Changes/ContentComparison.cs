using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>Whether contents are the same message, although a server may have written its line ends anew.</summary>
internal static class ContentComparison
{
    /// <summary>
    /// The bytes have this hash, or they have it with bare line feeds: some servers give back CRLF where a message came with LF alone.
    /// </summary>
    public static async Task<bool> HasHashAsync(ItemContent content, byte[]? sha256, CancellationToken cancellationToken) =>
        sha256 is not null
        && (AreEqual(content.Sha256, sha256) || AreEqual(await LineFeedHash.OfAsync(content, cancellationToken).ConfigureAwait(false), sha256));

    /// <summary>The same bytes but for the kind of line ends, or what a reader takes for the same.</summary>
    /// <param name="fingerprint">As <see cref="MigrationContext.Fingerprint"/>.</param>
    public static async Task<bool> AreSameAsync(
        ItemContent left, ItemContent right, Func<ItemContent, CancellationToken, byte[]> fingerprint, CancellationToken cancellationToken) =>
        AreEqual(left.Sha256, right.Sha256)
        || AreEqual(
            await LineFeedHash.OfAsync(left, cancellationToken).ConfigureAwait(false),
            await LineFeedHash.OfAsync(right, cancellationToken).ConfigureAwait(false))
        || AreEqual(fingerprint(left, cancellationToken), fingerprint(right, cancellationToken));

    public static bool AreEqual(byte[]? left, byte[]? right) => left is not null && right is not null && left.SequenceEqual(right);
}
