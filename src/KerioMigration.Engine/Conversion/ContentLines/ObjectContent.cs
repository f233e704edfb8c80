using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Conversion.ContentLines;

/// <summary>Writes texts with their files as UTF-8. Of a file never more than a piece is in memory.</summary>
internal static class ObjectContent
{
    // What continues a line is a blank and at most 74 octets more (RFC 5545 3.1): 18 groups of base64.
    private const int BytesPerLine = 54;
    private const int LinesPerPiece = 512;

    public static ItemContent Of(string text, IReadOnlyList<EmbeddedFile> files)
    {
        using var builder = new ItemContentBuilder(text.Length + files.Sum(f => f.File.Content.Length / BytesPerLine * 75));
        var at = 0;
        foreach (var file in files)
        {
            builder.Write(Encoding.UTF8.GetBytes(text.Substring(at, file.End - at)));
            at = file.End;
            Append(builder, file.File.Content);
        }

        builder.Write(Encoding.UTF8.GetBytes(text.Substring(at)));
        return builder.Complete();
    }

    /// <summary>Null where there are no files.</summary>
    public static FilelessForm? Without(string text, IReadOnlyList<EmbeddedFile> files)
    {
        if (files.Count == 0)
        {
            return null;
        }

        var left = new StringBuilder(text);
        foreach (var file in files.Reverse())
        {
            left.Remove(file.Start, file.End - file.Start);
        }

        return new FilelessForm(Of(left.ToString(), []), [.. files.Select(f => f.File.Name).Distinct(StringComparer.Ordinal)]);
    }

    private static void Append(ItemContentBuilder builder, ItemContent content)
    {
        var source = content.OpenRead();
        var piece = new byte[BytesPerLine * LinesPerPiece];
        int count;
        while ((count = Fill(source, piece)) > 0)
        {
            var lines = new StringBuilder(LinesPerPiece * 75);
            for (var at = 0; at < count; at += BytesPerLine)
            {
                lines.Append(' ').Append(Convert.ToBase64String(piece, at, Math.Min(BytesPerLine, count - at))).Append("\r\n");
            }

            builder.Write(Encoding.ASCII.GetBytes(lines.ToString()));
        }
    }

    private static int Fill(Stream source, byte[] piece)
    {
        var filled = 0;
        int count;
        while (filled < piece.Length && (count = source.Read(piece, filled, piece.Length - filled)) > 0)
        {
            filled += count;
        }

        return filled;
    }
}
