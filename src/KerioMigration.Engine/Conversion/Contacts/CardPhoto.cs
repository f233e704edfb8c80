using KerioMigration.Engine.Conversion.Contacts.Photos;
using KerioMigration.Engine.Model.Contacts;
using static System.FormattableString;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>A photo as Kerio takes it: JPEG, documented as of at most 256 kB; the smaller kB is on the safe side.</summary>
/// <param name="Jpeg">Null when it cannot be carried.</param>
/// <param name="Loss">What became of it; null when it is as it was.</param>
internal sealed record CardPhoto(byte[]? Jpeg, string? Loss)
{
    public const int MaximumLength = 256_000;

    public static CardPhoto Of(ContactPhoto photo)
    {
        var content = photo.Content.ToArray();
        var isJpeg = JpegPicture.Is(content);
        return isJpeg && content.Length <= MaximumLength ? new CardPhoto(content, null)
            : PhotoScaling.TryWrite(content, MaximumLength) is { } made
                ? new CardPhoto(made.Jpeg, Invariant($"The photo was written anew as JPEG, {made.Width} by {made.Height} pixels; Kerio takes nothing else, and {MaximumLength} bytes."))
            : new CardPhoto(null, isJpeg
                ? Invariant($"The photo has {content.Length} bytes; Kerio takes {MaximumLength}.")
                : $"The photo is not a JPEG file ({photo.ContentType ?? "of unknown type"}).");
    }
}
