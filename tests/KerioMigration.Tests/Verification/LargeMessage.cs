using System;
using System.IO;
using System.Text;

namespace KerioMigration.Tests.Verification;

/// <summary>A message with one large attachment that exists only while it is read.</summary>
internal sealed class LargeMessage(long length) : Stream
{
    private static readonly byte[] Head = Encoding.ASCII.GetBytes(
        "Subject: large\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n");

    private static readonly byte[] Line = Encoding.ASCII.GetBytes(new string('Q', 76) + "\r\n");

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = (int)Math.Min(count, Length - Position);
        for (var done = 0; done < read;)
        {
            var source = Position < Head.Length ? Head.AsSpan((int)Position) : Line.AsSpan((int)((Position - Head.Length) % Line.Length));
            var piece = source[..Math.Min(source.Length, read - done)];
            piece.CopyTo(buffer.AsSpan(offset + done));
            done += piece.Length;
            Position += piece.Length;
        }

        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
