using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>
/// Lies below TLS and gathers its records: SslStream writes each record of 16 kB to the socket by itself, which costs a system call, a
/// packet and a wake-up of the other side per half message. Whoever reads waits for an answer to what was written, so that a read sends
/// it first: also on .NET Framework, where the handshake is never flushed. Not for reading and writing at the same time.
/// </summary>
internal sealed class GatheringStream(Stream inner) : Stream
{
    private const int Size = 1 << 17;

    private readonly byte[] buffer = new byte[Size];
    private int used;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async Task<int> ReadAsync(byte[] target, int offset, int count, CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken).ConfigureAwait(false);
        return await inner.ReadAsync(target, offset, count, cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] source, int offset, int count, CancellationToken cancellationToken)
    {
        if (count > Size - used)
        {
            return SendWithAsync(source, offset, count, cancellationToken);
        }

        Gather(source, offset, count);
        return Task.CompletedTask;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken).ConfigureAwait(false);
        await inner.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override int Read(byte[] target, int offset, int count)
    {
        Flush();
        return inner.Read(target, offset, count);
    }

    public override void Write(byte[] source, int offset, int count)
    {
        if (count > Size - used)
        {
            Flush();
        }

        if (count > Size)
        {
            inner.Write(source, offset, count);
            return;
        }

        Gather(source, offset, count);
    }

    public override void Flush()
    {
        var count = used;
        used = 0;
        if (count > 0)
        {
            inner.Write(buffer, 0, count);
        }

        inner.Flush();
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Gather(byte[] source, int offset, int count)
    {
        Buffer.BlockCopy(source, offset, buffer, used, count);
        used += count;
    }

    private async Task SendWithAsync(byte[] source, int offset, int count, CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken).ConfigureAwait(false);
        if (count > Size)
        {
            await inner.WriteAsync(source, offset, count, cancellationToken).ConfigureAwait(false);
            return;
        }

        Gather(source, offset, count);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var count = used;
        used = 0;
        if (count > 0)
        {
            await inner.WriteAsync(buffer, 0, count, cancellationToken).ConfigureAwait(false);
        }
    }
}
