using System.Security.Cryptography;

namespace KerioMigration.Engine.Model.Canonical;

internal static class CanonicalHash
{
    /// <summary>SHA-256 (32 bytes).</summary>
    public static byte[] Of(byte[] bytes)
    {
        using var sha256 = SHA256.Create();
        return sha256.ComputeHash(bytes);
    }
}
