using System;

namespace KerioMigration.Engine.Conversion.Contacts.Photos;

/// <summary>Makes a JPEG of a bounded size out of a JPEG or a PNG.</summary>
internal static class PhotoScaling
{
    private const int LargestDivisor = 8;

    // Twice of what an address book shows.
    private const int MaximumSide = 2000;

    /// <summary>Null where the picture is of another kind, cannot be read, or is larger than any photo.</summary>
    public static ScaledPhoto? TryWrite(byte[] content, int maximumLength)
    {
        try
        {
            for (var divisor = 1; divisor <= LargestDivisor && Read(content)?.DividedBy(divisor) is { } picture; divisor *= 2)
            {
                if (Math.Max(picture.Width, picture.Height) <= MaximumSide && JpegPicture.Write(picture) is { } jpeg && jpeg.Length <= maximumLength)
                {
                    return new ScaledPhoto(jpeg, picture.Width, picture.Height);
                }
            }

            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a picture holds that its reader does not foresee, it costs the photo alone.
            return null;
        }
    }

    private static Picture? Read(byte[] content) =>
        JpegPicture.Is(content) ? JpegPicture.Read(content)
        : PngPicture.Is(content) ? PngPicture.Read(content)
        : null;
}

/// <summary>A photo that was written anew.</summary>
internal sealed record ScaledPhoto(byte[] Jpeg, int Width, int Height);
