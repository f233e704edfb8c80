using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>
/// Moves an answer from the network through the filter. All waiting happens here, so parsing needs no asynchronous XML reader, which
/// costs more per node than the nodes themselves.
/// </summary>
internal static class AnswerPump
{
    private const int ReadSize = 1 << 16;

    /// <summary>Ends at the end of the envelope, or of the stream when there is none.</summary>
    public static async Task PumpAsync(Stream body, AnswerFilter filter, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            int count;
            while (!filter.HasEnded && (count = await body.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                filter.Feed(buffer.AsSpan(0, count));
            }

            if (filter.HasEnded)
            {
                await ReadRestAsync(body, buffer, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The last chunk is empty: only when it was read, the connection can be used again. What comes instead of it harms nobody.
    private static async Task ReadRestAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            _ = await body.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException)
        {
            // The answer was whole already.
        }
    }
}
