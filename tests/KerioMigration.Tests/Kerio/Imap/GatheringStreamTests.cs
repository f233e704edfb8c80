using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Imap;
using Xunit;

namespace KerioMigration.Tests.Kerio.Imap;

public sealed class GatheringStreamTests
{
    private readonly RecordingStream socket = new();

    [Fact]
    public async Task Sends_many_records_as_one_piece_when_flushed()
    {
        await using var stream = new GatheringStream(socket);
        for (var i = 0; i < 7; i++)
        {
            await stream.WriteAsync(new byte[16_384]);
        }

        Assert.Equal(0, socket.Writes);
        await stream.FlushAsync();
        Assert.Equal(1, socket.Writes);
        Assert.Equal(7 * 16_384, socket.Length);
    }

    [Fact]
    public async Task Sends_what_was_written_before_it_reads()
    {
        await using var stream = new GatheringStream(socket);
        await stream.WriteAsync("a1 NOOP\r\n"u8.ToArray());
        _ = await stream.ReadAsync(new byte[10]);
        Assert.Equal("a1 NOOP\r\n"u8, socket.ToArray());
    }

    [Fact]
    public void Sends_what_was_written_before_it_reads_without_waiting()
    {
        using var stream = new GatheringStream(socket);
        stream.Write("a1 NOOP\r\n"u8.ToArray(), 0, 9);
        _ = stream.Read(new byte[10], 0, 10);
        Assert.Equal("a1 NOOP\r\n"u8, socket.ToArray());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Keeps_every_byte_in_order_whatever_the_sizes(int size)
    {
        await using var stream = new GatheringStream(socket);
        foreach (var piece in Pieces(size))
        {
            await stream.WriteAsync(piece);
        }

        await stream.FlushAsync();
        Assert.Equal(Pieces(size).SelectMany(p => p), socket.ToArray());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Keeps_every_byte_in_order_without_waiting(int size)
    {
        using var stream = new GatheringStream(socket);
        foreach (var piece in Pieces(size))
        {
            stream.Write(piece, 0, piece.Length);
        }

        stream.Flush();
        Assert.Equal(Pieces(size).SelectMany(p => p), socket.ToArray());
    }

    public static TheoryData<int> Sizes => [1, 9_999, 131_072, 131_073, 400_000];

    private static IEnumerable<byte[]> Pieces(int size) =>
        Enumerable.Range(0, 5).Select(i => Enumerable.Range(0, size + i).Select(n => (byte)(n + i)).ToArray());

    private sealed class RecordingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Writes++;
            base.Write(buffer, offset, count);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, System.Threading.CancellationToken cancellationToken)
        {
            Write(buffer, offset, count);
            return Task.CompletedTask;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, System.Threading.CancellationToken cancellationToken) =>
            Task.FromResult(0);
    }
}
