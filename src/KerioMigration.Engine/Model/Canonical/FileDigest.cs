using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>
/// What the bytes of a file come to, in whichever lines and with whichever padding their base64 is written. Of an attached message it is
/// their number alone: Exchange writes such a one anew whenever it is asked for, and may give it other boundaries.
/// </summary>
internal sealed class FileDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[4096];
    private readonly bool isMessage;
    private long length;
    private int filled;

    private FileDigest(bool isMessage) => this.isMessage = isMessage;

    /// <summary>Null where the line is not one of a file in base64.</summary>
    /// <param name="head">The line up to its colon.</param>
    public static FileDigest? Of(StringBuilder head)
    {
        const string name = "ATTACH;";
        if (head.Length < name.Length || !string.Equals(head.ToString(0, name.Length), name, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var line = ContentLine.Parse(head.ToString());
        return line.Parameters.Any(p => p.Name == "ENCODING" && Is(p.Value, "BASE64"))
            ? new FileDigest(line.Parameters.Any(p => p.Name == "FMTTYPE" && Is(p.Value, "message/rfc822")))
            : null;
    }

    public void Add(char character)
    {
        // Some escape what they fold, and padding says nothing.
        if (char.IsWhiteSpace(character) || character is '=' or '\\')
        {
            return;
        }

        buffer[filled++] = (byte)character;
        length++;
        if (filled == buffer.Length)
        {
            Flush();
        }
    }

    public string Complete()
    {
        Flush();
        var sum = isMessage ? length.ToString(CultureInfo.InvariantCulture) : BitConverter.ToString(hash.GetHashAndReset()).Replace("-", "");
        return (isMessage ? "length-" : "sha256-") + sum;
    }

    public void Dispose() => hash.Dispose();

    private void Flush()
    {
        hash.AppendData(buffer, 0, filled);
        filled = 0;
    }

    private static bool Is(string value, string expected) => string.Equals(value.Trim(), expected, StringComparison.OrdinalIgnoreCase);
}
