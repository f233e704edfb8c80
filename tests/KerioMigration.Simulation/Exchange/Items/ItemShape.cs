using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>What a request asks of each item, worked out once per request.</summary>
internal sealed class ItemShape
{
    private static readonly string[] MailPrefixes = ["item:", "message:"];

    private readonly ILookup<string, string> indexed;

    private ItemShape(XElement? shape, bool isListing, SchemaVersion version)
    {
        IsListing = isListing;
        Version = version;
        BodyType = (string?)shape?.Element(Ns.Types + "BodyType") ?? "Best";
        BaseShape = (string?)shape?.Element(Ns.Types + "BaseShape") ?? "AllProperties";
        var paths = shape?.Element(Ns.Types + "AdditionalProperties")?.Elements().ToList() ?? [];
        FieldUris = paths.Where(p => p.Name.LocalName == "FieldURI").Select(p => (string)p.Attribute("FieldURI")!).ToHashSet(StringComparer.Ordinal);
        indexed = paths.Where(p => p.Name.LocalName == "IndexedFieldURI")
            .ToLookup(p => (string)p.Attribute("FieldURI")!, p => (string)p.Attribute("FieldIndex")!, StringComparer.Ordinal);
        Extended = paths.Where(p => p.Name.LocalName == "ExtendedFieldURI").Select(ExtendedPath.Read).ToList();
        IncludeMime = FieldUris.Contains("item:MimeContent") || (string?)shape?.Element(Ns.Types + "IncludeMimeContent") is "true" or "1";
        Common = Select(ItemFields.Common, version);
        Message = Select(ItemFields.Message, version);
        Post = Select(ItemFields.Post, version);
        Calendar = Select(CalendarFields.All, version);
        Contact = Select(ContactFields.All, version);
        DistributionList = Select(ListFields.All, version);
        Task = Select(TaskFields.All, version);
    }

    public SchemaVersion Version { get; }

    /// <summary>Find and sync operations: no bodies, attachments, recipients; strings cut at 255 characters.</summary>
    public bool IsListing { get; }

    public string BaseShape { get; }

    public string BodyType { get; }

    public bool IncludeMime { get; }

    public IReadOnlySet<string> FieldUris { get; }

    /// <summary>Asks for properties by name or tag.</summary>
    public bool HasAdditional => FieldUris.Count + Extended.Count + indexed.Count > 0;

    public IReadOnlyList<ExtendedPath> Extended { get; }

    public IReadOnlyList<ItemField> Common { get; }

    public IReadOnlyList<ItemField> Message { get; }

    public IReadOnlyList<ItemField> Post { get; }

    public IReadOnlyList<ItemField> Calendar { get; }

    public IReadOnlyList<ItemField> Contact { get; }

    public IReadOnlyList<ItemField> DistributionList { get; }

    public IReadOnlyList<ItemField> Task { get; }

    /// <summary>Asked for a property that listings cannot give.</summary>
    public bool IsInvalidForListing => IncludeMime || FieldUris.Any(u => ItemFields.NotInListings.Contains(u));

    public static ItemShape Read(XElement? shape, bool isListing, SchemaVersion version) => new(shape, isListing, version);

    /// <summary>The fields of a kind beyond those of every item.</summary>
    public IReadOnlyList<ItemField> Of(ItemKind kind) => kind switch
    {
        ItemKind.CalendarItem => Calendar,
        ItemKind.Contact => Contact,
        ItemKind.DistributionList => DistributionList,
        ItemKind.Task => Task,
        ItemKind.PostItem => Post,
        _ => Message,
    };

    /// <summary>Which entries of a dictionary are asked for: all with the dictionary itself, else those named by an IndexedFieldURI.</summary>
    /// <param name="whole">The dictionary's own path.</param>
    /// <param name="entry">The path of its entries.</param>
    public Func<string, bool> Indexed(string whole, string entry) =>
        BaseShape is "Default" or "AllProperties" || FieldUris.Contains(whole) ? _ => true : indexed[entry].Contains;

    /// <summary>The first field that items of this kind do not have, or null.</summary>
    public string? InvalidFor(ItemKind kind)
    {
        var allowed = kind switch
        {
            ItemKind.CalendarItem => ["item:", "calendar:"],
            ItemKind.Contact => ["item:", "contacts:"],
            ItemKind.DistributionList => ["item:", "contacts:", "distributionlist:"],
            ItemKind.Task => ["item:", "task:"],
            ItemKind.PostItem => ["item:", "message:", "postitem:"],
            ItemKind.Message => MailPrefixes,
            _ => ["item:", "message:", "meeting:", "meetingRequest:", "calendar:"],
        };
        return FieldUris.Concat(indexed.Select(i => i.Key)).FirstOrDefault(u => !allowed.Any(a => u.StartsWith(a, StringComparison.Ordinal)));
    }

    private List<ItemField> Select(IReadOnlyList<ItemField> fields, SchemaVersion version) => fields.Where(f =>
        version >= f.Since
        && !(IsListing && ItemFields.NotInListings.Contains(f.Uri))
        && (f.IsExtended ? Extended.Count > 0 : f.Base <= Level(BaseShape) || FieldUris.Contains(f.Uri) || HasEntry(f.Uri))).ToList();

    /// <summary>contacts:PhoneNumbers is written for contacts:PhoneNumber, contacts:PhysicalAddresses for contacts:PhysicalAddress:City.</summary>
    private bool HasEntry(string uri) =>
        indexed.Count > 0 && indexed.Any(i => uri.StartsWith("contacts:", StringComparison.Ordinal) && uri == Dictionary(i.Key));

    private static string Dictionary(string entry)
    {
        var name = string.Join(':', entry.Split(':').Take(2));
        return name + (name.EndsWith("Address", StringComparison.Ordinal) ? "es" : "s");
    }

    private static FieldBase Level(string baseShape) => baseShape switch
    {
        "IdOnly" => FieldBase.IdOnly,
        "Default" => FieldBase.Default,
        _ => FieldBase.AllProperties,
    };
}
