using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>
/// A synchronization state: opaque base64 over gzip, as Exchange's begin with H4sI. It is bound to one folder and one operation; what
/// does not fit, or was changed on the way, is no state.
/// </summary>
internal static class SyncState
{
    private const int FilledLength = 220;

    /// <param name="subject">Operation and folder id.</param>
    public static string Write(string subject, long sequence)
    {
        var bytes = new byte[FilledLength];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, sequence);
        var hash = Hash(subject, sequence);

        // Real states carry the sets of change numbers seen; only their length matters here.
        for (var i = 8; i < FilledLength; i++)
        {
            bytes[i] = hash[i % hash.Length];
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    /// <returns>Null when the text is no state of this subject.</returns>
    public static long? Read(string subject, string text)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
            var bytes = new byte[FilledLength];
            gzip.ReadExactly(bytes);
            var sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            var hash = Hash(subject, sequence);
            return Enumerable.Range(8, FilledLength - 8).All(i => bytes[i] == hash[i % hash.Length]) ? sequence : null;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    private static byte[] Hash(string subject, long sequence) => SHA256.HashData(Encoding.UTF8.GetBytes($"{subject}|{sequence}"));
}
