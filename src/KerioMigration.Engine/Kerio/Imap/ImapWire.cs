using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>
/// The bytes of one connection, used by MailKit (as a stream) and by our own commands (line by line), never by both at once.
/// MailKit gets one line per read: it asks for more only while an answer is incomplete, so nothing behind a tagged answer ever waits in
/// its buffer, and whoever speaks next finds the stream at the beginning of a line.
/// </summary>
internal sealed class ImapWire : Stream
{
    private const int LineLimit = 1 << 20;

    private readonly TcpClient client;
    private readonly IdleWatch silence;
    private Stream inner;
    private byte[] buffer = new byte[16384];
    private int start;
    private int end;

    public ImapWire(TcpClient client, TimeSpan idleTimeout, TimeProvider time)
    {
        this.client = client;
        inner = client.GetStream();
        IdleTimeout = idleTimeout;
        silence = new IdleWatch(idleTimeout, time, CancellationToken.None);
        // A socket read cannot be cancelled on .NET Framework; closing the socket ends it everywhere.
        silence.Token.Register(Abort);
    }

    public TimeSpan IdleTimeout { get; }

    /// <summary>The other side was silent for too long, which is why the connection broke.</summary>
    public bool WasSilent => silence.HasExpired;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Ends the connection from any thread; whoever reads or writes gets an exception.</summary>
    public void Abort() => client.Dispose();

    /// <summary>Goes on over TLS. Bytes that came before it are forgotten: they could be an attacker's (RFC 9051, 11.1).</summary>
    public async Task UpgradeAsync(Func<Stream, Task<Stream>> upgrade)
    {
        start = end = 0;
        inner = await upgrade(inner).ConfigureAwait(false);
    }

    /// <summary>Lets the next reader see this line first.</summary>
    public void Prepend(string line)
    {
        var bytes = Encoding.ASCII.GetBytes(line + "\r\n");
        var joined = new byte[Math.Max(buffer.Length, bytes.Length + end - start)];
        bytes.CopyTo(joined, 0);
        Buffer.BlockCopy(buffer, start, joined, bytes.Length, end - start);
        (buffer, start, end) = (joined, 0, bytes.Length + end - start);
    }

    /// <summary>The next line without its end, byte for char; null at the end of the connection.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        int length;
        while ((length = Array.IndexOf(buffer, (byte)'\n', start, end - start)) < 0)
        {
            if (end - start > LineLimit)
            {
                throw new InvalidDataException("The server sent a line without end.");
            }

            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }

        var next = length + 1;
        var stop = length > start && buffer[length - 1] == '\r' ? length - 1 : length;
        var line = Latin1.GetString(buffer, start, stop - start);
        start = next;
        return line;
    }

    /// <summary>Skips the bytes of a literal.</summary>
    public async Task SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (start == end && !await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new EndOfStreamException("The connection ended within a literal.");
            }

            var skipped = (int)Math.Min(count, end - start);
            start += skipped;
            count -= skipped;
        }
    }

    public Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        var bytes = Latin1.GetBytes(line + "\r\n");
        return WriteAsync(bytes, 0, bytes.Length, cancellationToken);
    }

    public override async Task<int> ReadAsync(byte[] target, int offset, int count, CancellationToken cancellationToken)
    {
        if (start == end && !await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            return 0;
        }

        var available = Math.Min(count, end - start);
        var lineEnd = Array.IndexOf(buffer, (byte)'\n', start, available);
        var given = lineEnd < 0 ? available : lineEnd + 1 - start;
        Buffer.BlockCopy(buffer, start, target, offset, given);
        start += given;
        return given;
    }

    public override async Task WriteAsync(byte[] source, int offset, int count, CancellationToken cancellationToken)
    {
        silence.Begin();
        try
        {
            await inner.WriteAsync(source, offset, count, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            silence.End();
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    // MailKit is used through its asynchronous methods alone.
    public override int Read(byte[] target, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            silence.Dispose();
            inner.Dispose();
            client.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Encoding Latin1 { get; } = Encoding.GetEncoding(28591);

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        silence.Begin();
        try
        {
            var count = await inner.ReadAsync(buffer, end, buffer.Length - end, cancellationToken).ConfigureAwait(false);
            end += count;
            return count > 0;
        }
        finally
        {
            silence.End();
        }
    }

    private void MakeRoom()
    {
        if (start == end)
        {
            start = end = 0;
        }
        else if (start > 0)
        {
            Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }
}
