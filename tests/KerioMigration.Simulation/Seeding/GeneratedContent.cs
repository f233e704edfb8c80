using System;
using System.Text;

namespace KerioMigration.Simulation.Seeding;

/// <summary>A message of any length that is never in memory as a whole: lines of 78 bytes, made piece by piece.</summary>
internal sealed class GeneratedContent : MailContent
{
    /// <summary>Whole lines, and a multiple of three.</summary>
    private const int PieceLength = 78 * 6_300;

    private readonly byte[] head;
    private readonly byte[] lines = new byte[PieceLength];

    public GeneratedContent(string messageId, long length)
    {
        head = Encoding.ASCII.GetBytes(Pad($"From: bob@example.org\r\nSubject: Huge\r\nMessage-ID: {messageId}\r\nContent-Type: text/plain\r\n"));
        Length = Math.Max(length, head.Length + 3);
        for (var i = 0; i < PieceLength; i++)
        {
            lines[i] = (byte)(i % 78 == 76 ? '\r' : i % 78 == 77 ? '\n' : 'a' + ((i * 7) % 26));
        }
    }

    public override long Length { get; }

    public override int PieceCount => 1 + (int)((Length - head.Length + PieceLength - 1) / PieceLength);

    public override ReadOnlyMemory<byte> Piece(int index)
    {
        if (index == 0)
        {
            return head;
        }

        var left = Length - head.Length - ((long)(index - 1) * PieceLength);
        return lines.AsMemory(0, (int)Math.Min(PieceLength, left));
    }

    /// <summary>A header block whose length is a multiple of three, with its empty line.</summary>
    private static string Pad(string headers)
    {
        var missing = (3 - ((headers.Length + "X-Pad: \r\n\r\n".Length) % 3)) % 3;
        return $"{headers}X-Pad: {new string('x', missing)}\r\n\r\n";
    }
}
