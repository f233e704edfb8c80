using System;
using System.Buffers;
using System.IO;
using System.Security.Cryptography;

namespace KerioMigration.Engine.Model;

/// <summary>Collects the bytes of one item as they arrive. Not thread-safe.</summary>
public sealed class ItemContentBuilder : IDisposable
{
    /// <summary>Items above this go to a temporary file.</summary>
    public const int SpillThreshold = 1 << 20;

    private const int HeadLength = 1 << 16;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer;
    private int buffered;
    private int head;
    private FileStream? file;

    /// <param name="expectedLength">A guess that saves growing; any value is safe.</param>
    public ItemContentBuilder(long expectedLength = 0)
    {
        var size = Math.Max(4096, Math.Min(expectedLength, SpillThreshold));
        buffer = ArrayPool<byte>.Shared.Rent((int)size);
    }

    public long Length { get; private set; }

    /// <summary>A piece of free space for a decoder to write into; follow with <see cref="Advance"/>.</summary>
    public Span<byte> GetSpan(int sizeHint)
    {
        if (buffer.Length - buffered < sizeHint)
        {
            MakeRoom(sizeHint);
        }

        return buffer.AsSpan(buffered);
    }

    public void Advance(int count)
    {
        hash.AppendData(buffer, buffered, count);
        buffered += count;
        Length += count;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var space = GetSpan(Math.Min(bytes.Length, HeadLength));
            var count = Math.Min(space.Length, bytes.Length);
            bytes.Slice(0, count).CopyTo(space);
            Advance(count);
            bytes = bytes.Slice(count);
        }
    }

    /// <summary>Hands the bytes over; the builder is empty afterwards.</summary>
    /// <param name="isCanonical">As <see cref="ItemContent.IsCanonical"/>.</param>
    public ItemContent Complete(bool isCanonical = false)
    {
        var held = buffered;
        if (file is not null)
        {
            // In a spilled item the buffer holds [head | not yet written]; the tail goes to the file, the head stays in memory.
            file.Write(buffer, head, buffered - head);
            file.Flush();
            held = head;
        }

        var content = new ItemContent(buffer, held, file, Length, hash.GetHashAndReset()) { IsCanonical = isCanonical };
        buffer = [];
        buffered = 0;
        file = null;
        return content;
    }

    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }

        file?.Dispose();
        hash.Dispose();
    }

    private void MakeRoom(int sizeHint)
    {
        if (file is null && buffered + sizeHint <= SpillThreshold)
        {
            Grow(Math.Min(SpillThreshold, Math.Max(buffer.Length * 2, buffered + sizeHint)));
            return;
        }

        Spill();
        if (buffer.Length - buffered < sizeHint)
        {
            Grow(buffered + sizeHint);
        }
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Buffer.BlockCopy(buffer, 0, larger, 0, buffered);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private void Spill()
    {
        if (file is null)
        {
            file = OwnerOnlyFile.CreateTemporary();
            file.Write(buffer, 0, buffered);
            head = buffered = Math.Min(buffered, HeadLength);
            return;
        }

        file.Write(buffer, head, buffered - head);
        buffered = head;
    }
}
