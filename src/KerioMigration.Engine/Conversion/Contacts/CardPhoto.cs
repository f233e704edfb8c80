using System;
using KerioMigration.Engine.Model.Contacts;
using static System.FormattableString;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>Kerio documents JPEG of at most 256 kB for photos; the smaller kB is on the safe side.</summary>
internal static class CardPhoto
{
    public const int MaximumLength = 256_000;

    /// <summary>Why this one is not carried; null for one that is.</summary>
    public static string? Refusal(ContactPhoto photo) =>
        !IsJpeg(photo.Content.Span) ? $"The photo is not a JPEG file ({photo.ContentType ?? "of unknown type"})."
        : photo.Content.Length > MaximumLength ? Invariant($"The photo has {photo.Content.Length} bytes; Kerio takes {MaximumLength}.")
        : null;

    // By its first marker, start of image and what follows it: names and content types lie.
    private static bool IsJpeg(ReadOnlySpan<byte> content) => content.StartsWith<byte>([0xFF, 0xD8, 0xFF]);
}
