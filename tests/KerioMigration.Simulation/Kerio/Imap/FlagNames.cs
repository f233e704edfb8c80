using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>Flags on the wire, in the order of the 8.5.1 transcript.</summary>
internal static class FlagNames
{
    private static readonly (MessageFlags Flag, string Name)[] Names =
    [
        (MessageFlags.Deleted, "\\Deleted"),
        (MessageFlags.Seen, "\\Seen"),
        (MessageFlags.Answered, "\\Answered"),
        (MessageFlags.Draft, "\\Draft"),
        (MessageFlags.Flagged, "\\Flagged"),
        (MessageFlags.MdnSent, "$MDNSent"),
        (MessageFlags.Forwarded, "$Forwarded"),
        (MessageFlags.AutoJunk, "$AutoJunk"),
        (MessageFlags.AutoNotJunk, "$AutoNotJunk"),
        (MessageFlags.Junk, "$Junk"),
        (MessageFlags.NotJunk, "$NotJunk"),
    ];

    public static string All { get; } = string.Join(' ', Names.Select(n => n.Name));

    public static string Format(MessageFlags flags, bool recent)
    {
        var names = Names.Where(n => flags.HasFlag(n.Flag)).Select(n => n.Name);
        return string.Join(' ', recent ? names.Append("\\Recent") : names);
    }

    /// <summary>The flags that are known; a keyword of a user has no place in this store and is dropped (PERMANENTFLAGS has no <c>\*</c>).</summary>
    public static MessageFlags Parse(IEnumerable<string> names)
    {
        var flags = MessageFlags.None;
        foreach (var name in names)
        {
            flags |= Find(name);
        }

        return flags;
    }

    public static MessageFlags Find(string name) =>
        Array.Find(Names, n => string.Equals(n.Name, name, StringComparison.OrdinalIgnoreCase)).Flag;

    /// <summary>A parenthesized list, or names parted by blanks as STORE also allows.</summary>
    public static IReadOnlyList<string> Read(CommandReader reader)
    {
        var names = new List<string>();
        var inList = reader.Try('(');
        if (!(inList && reader.Is(')')))
        {
            do
            {
                names.Add(reader.Atom());
            }
            while (reader.Try(' '));
        }

        if (inList)
        {
            reader.Expect(')');
        }

        return names;
    }
}
