using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using BitMiracle.LibJpeg.Classic;

namespace KerioMigration.Engine.Conversion.Contacts.Photos;

/// <summary>JPEG, read and written row by row.</summary>
internal static class JpegPicture
{
    private const int Quality = 85;

    // Progressive ones need all of it in memory.
    private const long MaximumPixels = 16_000_000;

    private const int Exif = (int)JPEG_MARKER.APP1;

    /// <summary>By its first marker, start of image and what follows it: names and content types lie.</summary>
    public static bool Is(ReadOnlySpan<byte> content) => content.StartsWith<byte>([0xFF, 0xD8, 0xFF]);

    public static Picture Read(byte[] content)
    {
        var jpeg = new jpeg_decompress_struct(new QuietErrors());
        jpeg.jpeg_stdio_src(new MemoryStream(content));
        jpeg.jpeg_save_markers(Exif, ushort.MaxValue);
        jpeg.jpeg_read_header(true);
        if ((long)jpeg.Image_width * jpeg.Image_height > MaximumPixels)
        {
            throw new NotSupportedException("Too many pixels.");
        }

        jpeg.Out_color_space = jpeg.Jpeg_color_space == J_COLOR_SPACE.JCS_GRAYSCALE ? J_COLOR_SPACE.JCS_GRAYSCALE : J_COLOR_SPACE.JCS_RGB;
        jpeg.jpeg_start_decompress();
        var exif = jpeg.Marker_list.FirstOrDefault(m => m.Marker == Exif && m.Data.Length > 6 && Encoding.ASCII.GetString(m.Data, 0, 4) == "Exif");
        return new Picture(jpeg.Output_width, jpeg.Output_height, jpeg.Output_components, exif?.Data, Rows(jpeg));
    }

    public static byte[] Write(Picture picture)
    {
        using var stream = new MemoryStream();
        var jpeg = new jpeg_compress_struct(new QuietErrors());
        jpeg.jpeg_stdio_dest(stream);
        (jpeg.Image_width, jpeg.Image_height, jpeg.Input_components) = (picture.Width, picture.Height, picture.Components);
        jpeg.In_color_space = picture.Components == 1 ? J_COLOR_SPACE.JCS_GRAYSCALE : J_COLOR_SPACE.JCS_RGB;
        jpeg.jpeg_set_defaults();
        jpeg.jpeg_set_quality(Quality, true);
        jpeg.jpeg_start_compress(true);
        if (picture.Exif is { } exif)
        {
            jpeg.jpeg_write_marker(Exif, exif);
        }

        foreach (var row in picture.Rows)
        {
            jpeg.jpeg_write_scanlines([row], 1);
        }

        jpeg.jpeg_finish_compress();
        return stream.ToArray();
    }

    private static IEnumerable<byte[]> Rows(jpeg_decompress_struct jpeg)
    {
        while (jpeg.Output_scanline < jpeg.Output_height)
        {
            var row = new byte[jpeg.Output_width * jpeg.Output_components];
            jpeg.jpeg_read_scanlines([row], 1);
            yield return row;
        }
    }
}
