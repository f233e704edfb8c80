using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Simulation.Kerio.Imap.Mime;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

/// <summary>One thing that FETCH asks of every message.</summary>
/// <param name="Name">The item as the answer names it.</param>
/// <param name="Section">Set when bytes are asked for.</param>
/// <param name="SetsSeen">Reading it marks the message as read.</param>
internal sealed record FetchItem(string Name, BodySection? Section = null, bool SetsSeen = false, int Offset = 0, int? Length = null)
{
    private static readonly FetchItem Flags = new("FLAGS");
    private static readonly FetchItem Date = new("INTERNALDATE");
    private static readonly FetchItem Size = new("RFC822.SIZE");
    private static readonly FetchItem Envelope = new("ENVELOPE");

    /// <summary>A macro, one item, or a list in parentheses (RFC 3501, 6.4.5).</summary>
    public static List<FetchItem> Read(CommandReader reader)
    {
        var items = new List<FetchItem>();
        if (!reader.Try('('))
        {
            Add(reader, items);
            return items;
        }

        do
        {
            Add(reader, items);
        }
        while (reader.Try(' '));
        reader.Expect(')');
        return items;
    }

    private static void Add(CommandReader reader, List<FetchItem> items)
    {
        var name = reader.Atom().ToUpperInvariant();
        switch (name)
        {
            case "FAST":
                items.AddRange([Flags, Date, Size]);
                break;
            case "ALL":
                items.AddRange([Flags, Date, Size, Envelope]);
                break;
            case "FULL":
                items.AddRange([Flags, Date, Size, Envelope, new FetchItem("BODY")]);
                break;
            case "BODY" or "BODY.PEEK" when reader.Is('['):
                items.Add(Body(reader, name == "BODY"));
                break;
            case "RFC822":
                items.Add(new FetchItem(name, BodySection.Parse(string.Empty), true));
                break;
            case "RFC822.HEADER":
                items.Add(new FetchItem(name, BodySection.Parse("HEADER")));
                break;
            case "RFC822.TEXT":
                items.Add(new FetchItem(name, BodySection.Parse("TEXT"), true));
                break;
            case "FLAGS" or "UID" or "INTERNALDATE" or "RFC822.SIZE" or "ENVELOPE" or "BODY" or "BODYSTRUCTURE":
                items.Add(new FetchItem(name));
                break;
            default:
                throw new ImapSyntaxException($"FETCH Unknown item {name}");
        }
    }

    private static FetchItem Body(CommandReader reader, bool setsSeen)
    {
        reader.Expect('[');
        var text = reader.Until(']');
        reader.Expect(']');
        var item = new FetchItem($"BODY[{text}]", BodySection.Parse(text), setsSeen);
        return reader.Is('<') ? Partial(reader, item) : item;
    }

    private static FetchItem Partial(CommandReader reader, FetchItem item)
    {
        reader.Expect('<');
        var parts = reader.Until('>').Split('.');
        reader.Expect('>');
        if (parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return item with { Name = $"{item.Name}<{offset}>", Offset = offset, Length = length };
        }

        throw new ImapSyntaxException("FETCH Invalid partial");
    }
}
