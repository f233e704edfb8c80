using System;
using System.Buffers;
using System.IO;
using System.Net.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>Lines and literals of one IMAP connection, buffered both ways. Answers leave when the client has nothing more to say.</summary>
/// <param name="below">What is below TLS, for faults that write past it.</param>
internal sealed class ImapWire(Stream stream, Stream below) : IAsyncDisposable
{
    private const int LongestLine = 1 << 20;
    private readonly ArrayBufferWriter<byte> output = new(1 << 16);
    private byte[] input = new byte[1 << 16];
    private int start;
    private int end;
    private long allowance = long.MaxValue;
    private bool staysOpen;

    public Stream Stream { get; private set; } = stream;

    /// <summary>Whether the client sent more already (RFC 3501, 5.5): answers then wait to leave together.</summary>
    public bool HasInput => end > start;

    /// <summary>The next line without its end (CRLF, or LF alone), valid for ever; null when the client is gone.</summary>
    public async ValueTask<byte[]?> ReadLineAsync(CancellationToken cancel)
    {
        var searched = start;
        while (true)
        {
            var found = input.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                return TakeLine(searched + found);
            }

            var already = end - start;
            if (!await FillAsync(cancel))
            {
                return null;
            }

            searched = start + already;
        }
    }

    /// <summary>Fills the whole target, from the buffer first; large literals go past the buffer.</summary>
    public async ValueTask ReadExactAsync(Memory<byte> target, CancellationToken cancel)
    {
        var buffered = Math.Min(target.Length, end - start);
        input.AsSpan(start, buffered).CopyTo(target.Span);
        start += buffered;
        await Stream.ReadExactlyAsync(target[buffered..], cancel);
    }

    public async ValueTask DiscardAsync(long count, CancellationToken cancel)
    {
        while (count > 0)
        {
            if (!HasInput && !await FillAsync(cancel))
            {
                throw new EndOfStreamException();
            }

            var skipped = (int)Math.Min(count, end - start);
            start += skipped;
            count -= skipped;
        }
    }

    /// <summary>What was read ahead and belongs to whoever speaks next on this connection.</summary>
    public ReadOnlyMemory<byte> TakeInput()
    {
        var rest = input.AsMemory(start, end - start).ToArray();
        start = end;
        return rest;
    }

    public void Write(string text) => Encoding.UTF8.GetBytes(text, output);

    public void Write(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    /// <summary>Bytes of any size; large ones are not copied.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (bytes.Length < 1 << 15 && output.WrittenCount < 1 << 18)
        {
            output.Write(bytes.Span);
            return;
        }

        await FlushAsync(cancel);
        await SendAsync(bytes, cancel);
    }

    public async ValueTask FlushAsync(CancellationToken cancel)
    {
        if (output.WrittenCount > 0)
        {
            await SendAsync(output.WrittenMemory, cancel);
            output.ResetWrittenCount();
            await Stream.FlushAsync(cancel);
        }
    }

    /// <summary>The connection ends after this many more bytes of answers, or stays open and silent.</summary>
    public void CloseAfter(long bytes, bool staysOpen = false) => (allowance, this.staysOpen) = (bytes, staysOpen);

    /// <summary>Sends bytes that are no TLS record past TLS.</summary>
    public async ValueTask SpoilAsync(CancellationToken cancel)
    {
        await below.WriteAsync("this is no TLS record"u8.ToArray(), cancel);
        await below.FlushAsync(cancel);
    }

    /// <summary>Goes on over TLS; what was read in clear is thrown away, as RFC 3501, 6.2.1 asks.</summary>
    public void Replace(Stream secure)
    {
        Stream = secure;
        start = end = 0;
    }

    /// <summary>Says goodbye in TLS too, so that the client knows the end from a cut.</summary>
    public async ValueTask EndAsync()
    {
        if (Stream is SslStream secure)
        {
            await secure.ShutdownAsync();
        }
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (bytes.Length > allowance)
        {
            await Stream.WriteAsync(bytes[..(int)allowance], cancel);
            await Stream.FlushAsync(cancel);
            await (staysOpen ? Task.Delay(Timeout.Infinite, cancel) : Task.CompletedTask);
            throw new ConnectionFaultException();
        }

        allowance -= allowance == long.MaxValue ? 0 : bytes.Length;
        await Stream.WriteAsync(bytes, cancel);
    }

    private byte[] TakeLine(int lineFeed)
    {
        var length = lineFeed - start;
        if (length > 0 && input[lineFeed - 1] == (byte)'\r')
        {
            length--;
        }

        var line = input.AsSpan(start, length).ToArray();
        start = lineFeed + 1;
        return line;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (start > 0)
        {
            input.AsSpan(start, end - start).CopyTo(input);
            end -= start;
            start = 0;
        }

        if (end == input.Length)
        {
            if (input.Length >= LongestLine)
            {
                throw new ImapSyntaxException("Line too long");
            }

            Array.Resize(ref input, input.Length * 2);
        }

        var read = await Stream.ReadAsync(input.AsMemory(end), cancel);
        end += read;
        return read > 0;
    }
}
