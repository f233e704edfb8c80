using System.Security.Cryptography;
using System.Text;

namespace KerioMigration.Engine.Conversion;

/// <summary>A UID for what has none in Exchange: made of the item's own key, so that every run gives it the same one.</summary>
internal static class SourceUid
{
    /// <summary>A UUID of version 8 (RFC 9562 5.8), the form that Kerio's own contacts have.</summary>
    public static string Of(string sourceKey)
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes("KerioMigration " + sourceKey));
        var digits = new StringBuilder(36);
        for (var at = 0; at < 16; at++)
        {
            var octet = at switch { 6 => (hash[at] & 0x0F) | 0x80, 8 => (hash[at] & 0x3F) | 0x80, _ => hash[at] };
            digits.Append(at is 4 or 6 or 8 or 10 ? "-" : "").Append(octet.ToString("x2", null));
        }

        return digits.ToString();
    }
}
