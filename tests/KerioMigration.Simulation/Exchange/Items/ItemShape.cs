using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>What a request asks of each item, worked out once per request.</summary>
internal sealed class ItemShape
{
    private static readonly string[] MailPrefixes = ["item:", "message:"];

    private ItemShape(XElement? shape, bool isListing, SchemaVersion version)
    {
        IsListing = isListing;
        BodyType = (string?)shape?.Element(Ns.Types + "BodyType") ?? "Best";
        BaseShape = (string?)shape?.Element(Ns.Types + "BaseShape") ?? "AllProperties";
        var paths = shape?.Element(Ns.Types + "AdditionalProperties")?.Elements().ToList() ?? [];
        FieldUris = paths.Where(p => p.Name.LocalName == "FieldURI").Select(p => (string)p.Attribute("FieldURI")!).ToHashSet(StringComparer.Ordinal);
        Extended = paths.Where(p => p.Name.LocalName == "ExtendedFieldURI").Select(ExtendedPath.Read).ToList();
        IncludeMime = FieldUris.Contains("item:MimeContent") || (string?)shape?.Element(Ns.Types + "IncludeMimeContent") is "true" or "1";
        Common = Select(ItemFields.Common, version);
        Message = Select(ItemFields.Message, version);
        Post = Select(ItemFields.Post, version);
    }

    /// <summary>Find and sync operations: no bodies, attachments, recipients; strings cut at 255 characters.</summary>
    public bool IsListing { get; }

    public string BaseShape { get; }

    public string BodyType { get; }

    public bool IncludeMime { get; }

    public IReadOnlySet<string> FieldUris { get; }

    /// <summary>Asks for properties by name or tag.</summary>
    public bool HasAdditional => FieldUris.Count + Extended.Count > 0;

    public IReadOnlyList<ExtendedPath> Extended { get; }

    public IReadOnlyList<ItemField> Common { get; }

    public IReadOnlyList<ItemField> Message { get; }

    public IReadOnlyList<ItemField> Post { get; }

    /// <summary>Asked for a property that listings cannot give.</summary>
    public bool IsInvalidForListing => IncludeMime || FieldUris.Any(u => ItemFields.NotInListings.Contains(u));

    public static ItemShape Read(XElement? shape, bool isListing, SchemaVersion version) => new(shape, isListing, version);

    /// <summary>The first field that items of this kind do not have, or null.</summary>
    public string? InvalidFor(Seeding.ItemKind kind)
    {
        var allowed = kind switch
        {
            Seeding.ItemKind.CalendarItem => ["item:", "calendar:"],
            Seeding.ItemKind.Contact => ["item:", "contacts:"],
            Seeding.ItemKind.DistributionList => ["item:", "contacts:", "distributionlist:"],
            Seeding.ItemKind.Task => ["item:", "task:"],
            Seeding.ItemKind.PostItem => ["item:", "message:", "postitem:"],
            Seeding.ItemKind.Message => MailPrefixes,
            _ => ["item:", "message:", "meeting:", "meetingRequest:", "calendar:"],
        };
        return FieldUris.FirstOrDefault(u => !allowed.Any(a => u.StartsWith(a, StringComparison.Ordinal)));
    }

    private List<ItemField> Select(IReadOnlyList<ItemField> fields, SchemaVersion version) => fields.Where(f =>
        version >= f.Since
        && !(IsListing && ItemFields.NotInListings.Contains(f.Uri))
        && (f.IsExtended ? Extended.Count > 0 : f.Base <= Level(BaseShape) || FieldUris.Contains(f.Uri))).ToList();

    private static FieldBase Level(string baseShape) => baseShape switch
    {
        "IdOnly" => FieldBase.IdOnly,
        "Default" => FieldBase.Default,
        _ => FieldBase.AllProperties,
    };
}
