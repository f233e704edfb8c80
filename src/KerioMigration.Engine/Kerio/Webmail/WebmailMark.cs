using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>
/// What was in a folder at one moment: a short print of each id, because nothing is documented that grows with every item. Folders of notes
/// and lists hold few items.
/// </summary>
internal static class WebmailMark
{
    private const string Prefix = "seen:";

    public static string Of(IEnumerable<string> ids) =>
        Prefix + Convert.ToBase64String([.. ids.Select(PrintOf).Distinct().OrderBy(p => p).SelectMany(BitConverter.GetBytes)]);

    /// <summary>Whether an item was there already. Nothing was, for a mark that is none of these.</summary>
    public static Func<string, bool> Parse(string? mark)
    {
        var prints = new HashSet<ulong>();
        if (mark is not null && mark.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var bytes = Convert.FromBase64String(mark.Substring(Prefix.Length));
            for (var at = 0; at + sizeof(ulong) <= bytes.Length; at += sizeof(ulong))
            {
                prints.Add(BitConverter.ToUInt64(bytes, at));
            }
        }

        return id => prints.Contains(PrintOf(id));
    }

    private static ulong PrintOf(string id)
    {
        using var sha = SHA256.Create();
        return BitConverter.ToUInt64(sha.ComputeHash(Encoding.UTF8.GetBytes(id)), 0);
    }
}
