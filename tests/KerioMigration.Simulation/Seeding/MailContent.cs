using System;
using System.Collections.Generic;
using System.IO;

namespace KerioMigration.Simulation.Seeding;

/// <summary>
/// The MIME bytes of an item, in pieces, so that neither 50,800 messages nor one of 150 MB have to lie in memory. Every piece but
/// the last has a length that is a multiple of three: their base64 forms can be written one after the other.
/// </summary>
public abstract class MailContent
{
    /// <summary>Bytes of the whole message.</summary>
    public abstract long Length { get; }

    public abstract int PieceCount { get; }

    /// <summary>The bytes of one piece; made anew at every call where they are not kept.</summary>
    public abstract ReadOnlyMemory<byte> Piece(int index);

    /// <summary>The base64 form of a piece when it is at hand, otherwise empty.</summary>
    public virtual ReadOnlyMemory<byte> EncodedPiece(int index) => default;

    public ReadOnlyMemory<byte> ToBytes()
    {
        if (PieceCount == 1)
        {
            return Piece(0);
        }

        var bytes = new byte[Length];
        var at = 0;
        for (var i = 0; i < PieceCount; i++)
        {
            var piece = Piece(i);
            piece.CopyTo(bytes.AsMemory(at));
            at += piece.Length;
        }

        return bytes;
    }

    public IEnumerable<ReadOnlyMemory<byte>> Pieces()
    {
        for (var i = 0; i < PieceCount; i++)
        {
            yield return Piece(i);
        }
    }

    public static MailContent Of(ReadOnlyMemory<byte> bytes) => new BytesContent(bytes);

    /// <summary>Reads the file at every use.</summary>
    public static MailContent OfFile(string path) => new FileContent(path);

    private sealed class BytesContent(ReadOnlyMemory<byte> bytes) : MailContent
    {
        public override long Length => bytes.Length;

        public override int PieceCount => 1;

        public override ReadOnlyMemory<byte> Piece(int index) => bytes;
    }

    private sealed class FileContent(string path) : MailContent
    {
        public override long Length { get; } = new FileInfo(path).Length;

        public override int PieceCount => 1;

        public override ReadOnlyMemory<byte> Piece(int index) => File.ReadAllBytes(path);
    }
}
