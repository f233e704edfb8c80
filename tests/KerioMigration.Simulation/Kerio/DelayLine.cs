using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace KerioMigration.Simulation.Kerio;

/// <summary>
/// A stream whose written bytes leave a fixed time later, in order and without limiting the rate: the round trip of a distant server
/// on a loopback socket. It lies below TLS, so that handshakes take their time too.
/// </summary>
internal sealed class DelayLine : Stream
{
    private readonly Stream inner;
    private readonly TimeSpan latency;
    private readonly TimeProvider time;
    private readonly Channel<(long Due, byte[] Buffer, int Count)> line =
        Channel.CreateBounded<(long, byte[], int)>(new BoundedChannelOptions(1024) { SingleReader = true });

    private readonly Task pump;

    public DelayLine(Stream inner, TimeSpan latency, TimeProvider time)
    {
        this.inner = inner;
        this.latency = latency;
        this.time = time;
        pump = PumpAsync();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Every server here writes asynchronously.");

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var copy = ArrayPool<byte>.Shared.Rent(buffer.Length);
        buffer.CopyTo(copy);
        await line.Writer.WriteAsync((time.GetTimestamp(), copy, buffer.Length), cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Lets what was written arrive before the connection ends.</summary>
    public override async ValueTask DisposeAsync()
    {
        line.Writer.TryComplete();
        await pump;
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        line.Writer.TryComplete();
        inner.Dispose();
        base.Dispose(disposing);
    }

    private async Task PumpAsync()
    {
        try
        {
            await foreach (var (sent, buffer, count) in line.Reader.ReadAllAsync())
            {
                var left = latency - time.GetElapsedTime(sent);
                if (left > TimeSpan.Zero)
                {
                    await Task.Delay(left, time);
                }

                await inner.WriteAsync(buffer.AsMemory(0, count));
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            line.Writer.TryComplete(e);
        }
    }
}
