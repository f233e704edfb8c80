using System;
using System.Buffers;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>
/// Gathers command lines and small messages, so that few large writes reach the socket: a write per message would mean a system call
/// and a small TLS record each.
/// </summary>
internal sealed class AppendBuffer(Stream target) : IDisposable
{
    private const int Size = 1 << 18;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(Size);
    private int used;

    /// <summary>Something has left for the server.</summary>
    public bool HasSent { get; private set; }

    /// <param name="text">ASCII.</param>
    public async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        if (text.Length > Size - used)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        used += Encoding.ASCII.GetBytes(text, 0, text.Length, buffer, used);
    }

    public async Task WriteAsync(ItemContent content, CancellationToken cancellationToken)
    {
        if (content.Length > Size - used)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        if (content.Length <= Size && content.TryGetMemory(out var memory))
        {
            memory.Span.CopyTo(buffer.AsSpan(used));
            used += memory.Length;
            return;
        }

        HasSent = true;
        await content.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (used == 0)
        {
            return;
        }

        HasSent = true;
        var count = used;
        used = 0;
        await target.WriteAsync(buffer, 0, count, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }
}
