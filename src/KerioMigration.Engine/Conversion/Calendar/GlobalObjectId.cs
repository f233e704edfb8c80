using System;
using System.Globalization;
using System.Text;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>The id of a meeting in all its copies ([MS-OXOCAL] 2.2.1.27, PidLidGlobalObjectId).</summary>
internal static class GlobalObjectId
{
    private const string ByteArrayId = "040000008200E00074C5B7101A82E008";

    // "vCal-Uid", then a version: another system's UID in Exchange's wrapping ([MS-OXCICAL] 2.1.3.1.1.20.26).
    private const string ForeignMark = "7643616C2D55696401000000";
    private const int DateAt = 32;
    private const int DateLength = 8;
    private const int DataAt = 80;

    /// <summary>The UID that other systems know: the wrapped one, or the digits without the date that one occurrence has there.</summary>
    public static string ToUid(string id)
    {
        if (id.Length < DataAt || !id.StartsWith(ByteArrayId, StringComparison.OrdinalIgnoreCase))
        {
            return id;
        }

        if (string.Compare(id, DataAt, ForeignMark, 0, ForeignMark.Length, StringComparison.OrdinalIgnoreCase) == 0
            && Unwrap(id.Substring(DataAt + ForeignMark.Length)) is { Length: > 0 } foreign)
        {
            return foreign;
        }

        var digits = id.ToUpperInvariant();
        return digits.Substring(0, DateAt) + new string('0', DateLength) + digits.Substring(DateAt + DateLength);
    }

    private static string? Unwrap(string digits)
    {
        var text = new byte[digits.Length / 2];
        for (var at = 0; at < text.Length; at++)
        {
            if (!byte.TryParse(digits.Substring(at * 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out text[at]))
            {
                return null;
            }
        }

        return Encoding.UTF8.GetString(text).TrimEnd('\0');
    }
}
