using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using BigGustave;
using BitMiracle.LibJpeg;
using KerioMigration.Engine.Conversion.Contacts;
using KerioMigration.Engine.Conversion.Contacts.Photos;
using KerioMigration.Engine.Model.Contacts;
using Xunit;

namespace KerioMigration.Tests.Conversion.Contacts;

/// <summary>What becomes of photos that are not as Kerio takes them.</summary>
public sealed class PhotoTests
{
    [Theory]
    [InlineData(1200, 900, 3)]
    [InlineData(900, 1200, 1)]
    [InlineData(3900, 1000, 3)]
    public void A_large_JPEG_becomes_a_smaller_one(int width, int height, int components)
    {
        var large = Noise(width, height, components, null);
        Assert.True(large.Length > CardPhoto.MaximumLength, $"{large.Length} bytes");
        var (photo, loss) = CardPhoto.Of(new ContactPhoto(large));
        Assert.InRange(photo!.Length, 5_000, CardPhoto.MaximumLength);
        var read = new JpegImage(new MemoryStream(photo));
        Assert.Equal(width / (double)height, read.Width / (double)read.Height, 0.02);
        Assert.InRange(Math.Max(read.Width, read.Height), 400, 2000);
        Assert.InRange(JpegPicture.Read(photo).Rows.Average(r => r.Average(b => b)), 120, 135);
        Assert.StartsWith($"The photo was written anew as JPEG, {read.Width} by {read.Height} pixels", loss, StringComparison.Ordinal);
    }

    [Fact]
    public void Four_pixels_become_their_average()
    {
        byte[][] rows = [[0, 10, 20, 30, 255], [2, 12, 20, 34, 255], [9, 9, 9, 9, 9]];
        var half = new Picture(5, 3, 1, null, rows).DividedBy(2);
        Assert.Equal((2, 1), (half.Width, half.Height));
        Assert.Equal([6, 26], Assert.Single(half.Rows));
        var thin = new Picture(3, 1, 3, null, [[1, 2, 3, 4, 5, 6, 7, 8, 9]]).DividedBy(8);
        Assert.Equal([4, 5, 6], Assert.Single(thin.Rows));
    }

    /// <summary>Cameras do not turn a picture: they tell how they were held.</summary>
    [Fact]
    public void How_a_camera_was_held_stays_known()
    {
        byte[] exif = [.. "Exif\0\0"u8, .. "MM\0*\0\0\0\b\0\0"u8];
        var (photo, _) = CardPhoto.Of(new ContactPhoto(Noise(1200, 900, 3, exif)));
        Assert.True(photo.AsSpan().IndexOf(exif) > 0);
    }

    [Fact]
    public void A_PNG_becomes_a_JPEG_of_its_size_on_white()
    {
        var png = PngBuilder.Create(40, 30, hasAlphaChannel: true);
        for (var i = 0; i < 40 * 30; i++)
        {
            var isLeft = i % 40 < 20;
            png.SetPixel(new Pixel(200, 30, 40, (byte)(isLeft ? 255 : 0), false), i % 40, i / 40);
        }

        var (photo, loss) = CardPhoto.Of(new ContactPhoto(png.Save(), "image/png"));

        Assert.StartsWith("The photo was written anew as JPEG, 40 by 30 pixels", loss, StringComparison.Ordinal);
        var row = JpegPicture.Read(photo!) is var read ? read.Rows.ElementAt(15) : [];
        Assert.Equal((40, 30, 3), (read.Width, read.Height, read.Components));
        Assert.True(Near(row.AsSpan(5 * 3, 3), [200, 30, 40]) && Near(row.AsSpan(35 * 3, 3), [255, 255, 255]), string.Join(' ', row));
    }

    [Fact]
    public void What_is_broken_or_claims_to_be_huge_is_refused_at_once()
    {
        var huge = PngBuilder.Create(1, 1, false).Save();
        huge[17] = huge[21] = 0x7F;
        var broken = Noise(1200, 900, 3, null).AsSpan(0, 300).ToArray().Concat(new byte[300_000]).ToArray();
        var watch = Stopwatch.StartNew();
        foreach (var bytes in new[] { huge, broken.Take(200).Concat(new byte[300_000]).ToArray(), [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[40]] })
        {
            var (photo, loss) = CardPhoto.Of(new ContactPhoto(bytes, "image/png"));
            Assert.Null(photo);
            Assert.StartsWith("The photo ", loss, StringComparison.Ordinal);
        }

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public void A_photo_as_Kerio_takes_it_is_left_as_it_is()
    {
        var small = Noise(100, 100, 3, null);
        var (photo, loss) = CardPhoto.Of(new ContactPhoto(small));
        Assert.Equal(small, photo);
        Assert.Null(loss);
    }

    private static bool Near(ReadOnlySpan<byte> color, ReadOnlySpan<byte> expected)
    {
        for (var i = 0; i < 3; i++)
        {
            if (Math.Abs(color[i] - expected[i]) > 12)
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Noise(int width, int height, int components, byte[]? exif)
    {
        var random = new Random(7);
        IEnumerable<byte[]> rows = Enumerable.Range(0, height).Select(_ =>
        {
            var row = new byte[width * components];
            random.NextBytes(row);
            return row;
        });
        return JpegPicture.Write(new Picture(width, height, components, exif, rows));
    }
}
