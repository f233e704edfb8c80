using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using BigGustave;

namespace KerioMigration.Engine.Conversion.Contacts.Photos;

/// <summary>PNG, laid upon white.</summary>
internal static class PngPicture
{
    // It is unpacked in memory as a whole, and a small file can hold a very large picture.
    private const long MaximumPixels = 4_000_000;

    private const int WidthAt = 16;
    private const int HeightAt = 20;
    private const int White = 255;

    /// <summary>With its header, which is always the first chunk.</summary>
    public static bool Is(ReadOnlySpan<byte> content) => content.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) && content.Length > HeightAt + 4;

    public static Picture Read(byte[] content)
    {
        if (Number(content, WidthAt) * Number(content, HeightAt) > MaximumPixels)
        {
            throw new NotSupportedException("Too many pixels.");
        }

        var png = Png.Open(content);
        return new Picture(png.Width, png.Height, 3, null, Rows(png));
    }

    private static long Number(byte[] content, int at) => BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(at));

    private static IEnumerable<byte[]> Rows(Png png)
    {
        for (var y = 0; y < png.Height; y++)
        {
            var row = new byte[png.Width * 3];
            for (var x = 0; x < png.Width; x++)
            {
                var pixel = png.GetPixel(x, y);
                (row[x * 3], row[(x * 3) + 1], row[(x * 3) + 2]) = (OnWhite(pixel.R, pixel.A), OnWhite(pixel.G, pixel.A), OnWhite(pixel.B, pixel.A));
            }

            yield return row;
        }
    }

    private static byte OnWhite(byte color, byte alpha) => (byte)(((color * alpha) + (White * (White - alpha))) / White);
}
