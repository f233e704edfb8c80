using System.Globalization;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>Where a folder ended at some moment: <c>UIDVALIDITY:UIDNEXT</c>.</summary>
internal readonly record struct UidMark(uint Validity, uint UidNext)
{
    /// <summary>Null when the text is no mark.</summary>
    public static UidMark? Parse(string? text)
    {
        var parts = (text ?? "").Split(':');
        return parts.Length == 2 && TryNumber(parts[0], out var validity) && TryNumber(parts[1], out var next) ? new UidMark(validity, next) : null;
    }

    public override string ToString() =>
        Validity.ToString(CultureInfo.InvariantCulture) + ":" + UidNext.ToString(CultureInfo.InvariantCulture);

    private static bool TryNumber(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
