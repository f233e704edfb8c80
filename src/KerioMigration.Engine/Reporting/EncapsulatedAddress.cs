using System.Globalization;
using System.Linq;
using System.Text;

namespace KerioMigration.Engine.Reporting;

/// <summary>
/// Names of Exchange's directory as mail addresses, as servers write them into replies and bounces: letters, digits, hyphen and equals
/// sign stand for themselves, an underscore for a slash, and a plus sign with two hexadecimal digits for anything else.
/// </summary>
internal static class EncapsulatedAddress
{
    public static string Of(string legacyName, string domain) => $"IMCEAEX-{string.Concat(Encoding.UTF8.GetBytes(legacyName).Select(Encode))}@{domain}";

    private static string Encode(byte value) => (char)value switch
    {
        '/' => "_",
        (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '=' => ((char)value).ToString(),
        _ => "+" + value.ToString("X2", CultureInfo.InvariantCulture),
    };
}
