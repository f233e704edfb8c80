using System;
using System.Globalization;
using System.Text.Unicode;

namespace KerioMigration.Simulation.Seeding;

/// <summary>A header block of its own, made at every read, before a shared body.</summary>
internal sealed class SharedContent(SharedBodies bodies, int body, int number, string address, DateTimeOffset date) : MailContent
{
    /// <summary>A multiple of three, as every piece before the last must have.</summary>
    private const int HeadLength = 360;

    public override long Length => HeadLength + bodies.Raw(body).Length;

    public override int PieceCount => 2;

    public static string MessageId(int number, string address) => string.Create(CultureInfo.InvariantCulture, $"<{number:D8}.{address}>");

    public static string Subject(int number) => string.Create(CultureInfo.InvariantCulture, $"Message {number:D6} about the project");

    public override ReadOnlyMemory<byte> Piece(int index) => index == 0 ? Head() : bodies.Raw(body);

    public override ReadOnlyMemory<byte> EncodedPiece(int index) => index == 0 ? default : bodies.Encoded(body);

    private byte[] Head()
    {
        var head = new byte[HeadLength];
        Utf8.TryWrite(
            head,
            CultureInfo.InvariantCulture,
            $"From: Bob Smith <bob@example.org>\r\nTo: <{address}>\r\nSubject: Message {number:D6} about the project\r\nDate: {date.UtcDateTime:R}\r\nMessage-ID: <{number:D8}.{address}>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\nX-Pad: ",
            out var length);
        head.AsSpan(length, HeadLength - length - 4).Fill((byte)'x');
        "\r\n\r\n"u8.CopyTo(head.AsSpan(HeadLength - 4));
        return head;
    }
}
