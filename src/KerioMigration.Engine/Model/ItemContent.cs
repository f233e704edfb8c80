using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Model;

/// <summary>
/// The bytes of one item: in a pooled buffer when small, in a temporary file when large, so that an item of any size costs little
/// memory. Made by <see cref="ItemContentBuilder"/>; disposed once, by the owner. Reading is safe from one thread at a time.
/// </summary>
public sealed class ItemContent : IDisposable
{
    private const int PieceLength = 81920;

    private byte[]? buffer;
    private FileStream? file;
    private readonly int buffered;

    internal ItemContent(byte[] buffer, int buffered, FileStream? file, long length, byte[] sha256)
    {
        this.buffer = buffer;
        this.buffered = buffered;
        this.file = file;
        Length = length;
        Sha256 = sha256;
    }

    public long Length { get; }

    /// <summary>SHA-256 of the bytes as received (32 bytes).</summary>
    public byte[] Sha256 { get; }

    /// <summary>The first bytes, at least 64 KiB where there are that many: header blocks are read from here.</summary>
    public ReadOnlyMemory<byte> Head => Buffer.AsMemory(0, buffered);

    /// <summary>
    /// The bytes are the canonical form of something that is no message: equal bytes and nothing else mean the same item.
    /// </summary>
    public bool IsCanonical { get; init; }

    public bool IsInMemory => file is null;

    private byte[] Buffer => buffer ?? throw new ObjectDisposedException(nameof(ItemContent));

    /// <param name="isCanonical">As <see cref="IsCanonical"/>.</param>
    public static ItemContent Of(byte[] bytes, bool isCanonical = false)
    {
        using var builder = new ItemContentBuilder(bytes.Length);
        builder.Write(bytes);
        return builder.Complete(isCanonical);
    }

    /// <summary>All bytes, when they are in memory.</summary>
    public bool TryGetMemory(out ReadOnlyMemory<byte> memory)
    {
        memory = Head;
        return IsInMemory;
    }

    /// <summary>
    /// All bytes from the beginning, seekable. May be repeated; an earlier stream is then at another place. It belongs to this content:
    /// whoever reads it does not dispose it.
    /// </summary>
    public Stream OpenRead()
    {
        if (file is null)
        {
            return new MemoryStream(Buffer, 0, buffered, writable: false);
        }

        file.Position = 0;
        return file;
    }

    /// <summary>Writes all bytes to <paramref name="target"/>. May be repeated, also while an earlier call goes on that nobody waits for any more.</summary>
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            await target.WriteAsync(Buffer, 0, buffered, cancellationToken).ConfigureAwait(false);
            return;
        }

        var piece = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            var source = file;
            for (long at = 0; at < Length;)
            {
                var count = ReadAt(source, at, piece);
                await target.WriteAsync(piece, 0, count, cancellationToken).ConfigureAwait(false);
                at += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static int ReadAt(FileStream source, long at, byte[] piece)
    {
        lock (source)
        {
            source.Position = at;
            return source.Read(piece, 0, PieceLength) is > 0 and var count ? count : throw new EndOfStreamException();
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } held)
        {
            ArrayPool<byte>.Shared.Return(held);
        }

        file?.Dispose();
        file = null;
    }
}
