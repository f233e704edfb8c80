using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>
/// Paths of collections and resources in one spelling: without a host, with every character percent-encoded that RFC 3986 2.3 does not
/// leave free, so that <c>%40</c> and <c>@</c> are one place. Such a path is an item's id.
/// </summary>
internal static class DavPath
{
    // Common file systems end names at 255 bytes, and servers add to them.
    private const int LongestName = 150;

    /// <param name="href">A path or a URL; whose host it names does not matter, for ours alone is asked.</param>
    public static string Of(string href)
    {
        var text = href.Trim();
        var path = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? text.IndexOf('/', text.IndexOf("//", StringComparison.Ordinal) + 2) is var slash && slash >= 0 ? text.Substring(slash) : "/"
            : text;
        return "/" + string.Join("/", path.TrimStart('/').Split('/').Select(Encode));
    }

    /// <summary>A collection's path ends with a slash; servers leave it out at times.</summary>
    public static string OfCollection(string href) => Of(href) is var path && path.EndsWith("/", StringComparison.Ordinal) ? path : path + "/";

    /// <summary>Where a redirect points to from <paramref name="from"/>; null when that is another server.</summary>
    public static string? Redirected(Uri from, string location) =>
        Uri.TryCreate(from, location, out var target) && target.Scheme == from.Scheme && target.Authority == from.Authority
            ? Of(target.AbsolutePath)
            : null;

    /// <summary>What is below a collection, in it directly.</summary>
    public static bool IsMember(string collection, string path) =>
        path.Length > collection.Length && path.StartsWith(collection, StringComparison.Ordinal)
        && path.TrimEnd('/').IndexOf('/', collection.Length) < 0;

    public static string NameOf(string path)
    {
        var bare = path.TrimEnd('/');
        return bare.Substring(bare.LastIndexOf('/') + 1);
    }

    /// <summary>A resource's name from its UID, the same in every run; of a UID that makes no good name its hash.</summary>
    public static string ResourceName(string uid, string extension) =>
        (uid.Length is > 0 and <= LongestName && uid[0] != '.' && uid.All(IsFree) ? uid : HashName(uid)) + extension;

    public static string HashName(string text)
    {
        using var sha256 = SHA256.Create();
        return string.Concat(sha256.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(16).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static string Encode(string segment)
    {
        var text = new StringBuilder(segment.Length);
        foreach (var octet in Octets(segment))
        {
            _ = IsFree((char)octet) ? text.Append((char)octet) : text.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    // Octet by octet: a server's names need not be UTF-8.
    private static List<byte> Octets(string segment)
    {
        var octets = new List<byte>(segment.Length);
        var raw = Encoding.UTF8.GetBytes(segment);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] == '%' && at + 2 < raw.Length && Digit(raw[at + 1]) is var high && high >= 0 && Digit(raw[at + 2]) is var low && low >= 0)
            {
                octets.Add((byte)((high << 4) | low));
                at += 2;
            }
            else
            {
                octets.Add(raw[at]);
            }
        }

        return octets;
    }

    private static int Digit(byte octet) => (char)octet switch
    {
        >= '0' and <= '9' and var c => c - '0',
        >= 'a' and <= 'f' and var c => c - 'a' + 10,
        >= 'A' and <= 'F' and var c => c - 'A' + 10,
        _ => -1,
    };

    private static bool IsFree(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '.' or '_' or '~';
}
