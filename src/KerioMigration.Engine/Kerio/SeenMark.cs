using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace KerioMigration.Engine.Kerio;

/// <summary>
/// What was in a folder at one moment: a short print of each id, because nothing is documented that grows with every item. What is no mail
/// comes in thousands, not in hundreds of thousands.
/// </summary>
internal static class SeenMark
{
    private const string Prefix = "seen:";

    public static string Of(IEnumerable<string> ids) => Of(new HashSet<ulong>(ids.Select(PrintOf)));

    /// <summary>What either of them saw.</summary>
    public static string Join(string? one, string? other)
    {
        var prints = Prints(one);
        prints.UnionWith(Prints(other));
        return Of(prints);
    }

    /// <summary>Whether an item was there already. Nothing was, for a mark that is none of these.</summary>
    public static Func<string, bool> Parse(string? mark)
    {
        var prints = Prints(mark);
        return id => prints.Contains(PrintOf(id));
    }

    private static string Of(HashSet<ulong> prints) => Prefix + Convert.ToBase64String([.. prints.OrderBy(p => p).SelectMany(BitConverter.GetBytes)]);

    private static HashSet<ulong> Prints(string? mark)
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

        return prints;
    }

    private static ulong PrintOf(string id)
    {
        using var sha = SHA256.Create();
        return BitConverter.ToUInt64(sha.ComputeHash(Encoding.UTF8.GetBytes(id)), 0);
    }
}
