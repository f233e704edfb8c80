using System.Text.RegularExpressions;

namespace KerioMigration.Simulation.Exchange.Schema;

/// <summary>The types of Types.xsd that several requests share.</summary>
internal static partial class Shapes
{
    private static readonly TextType ShapeNames = TextType.Enumeration("DefaultShapeNamesType", "IdOnly", "Default", "AllProperties");
    private static readonly TextType BodyNames = TextType.Enumeration("BodyTypeResponseType", "Best", "HTML", "Text");
    private static readonly TextType PropertyTypes = TextType.Enumeration(
        "MapiPropertyTypeType",
        "ApplicationTime", "ApplicationTimeArray", "Binary", "BinaryArray", "Boolean", "CLSID", "CLSIDArray", "Currency", "CurrencyArray",
        "Double", "DoubleArray", "Error", "Float", "FloatArray", "Integer", "IntegerArray", "Long", "LongArray", "Null", "Object",
        "ObjectArray", "Short", "ShortArray", "SystemTime", "SystemTimeArray", "String", "StringArray");

    private static readonly TextType PropertySets = TextType.Enumeration(
        "DistinguishedPropertySetType",
        "Meeting", "Appointment", "Common", "PublicStrings", "Address", "InternetHeaders", "CalendarAssistant", "UnifiedMessaging", "Task", "Sharing");

    private static readonly TextType PropertyTag = new("PropertyTagType", (text, version) => TagPattern().IsMatch(text) || ushort.TryParse(text, out _));
    private static readonly TextType Dictionaries = TextType.Enumeration(
        "DictionaryURIType",
        "item:InternetMessageHeader", "contacts:ImAddress", "contacts:PhysicalAddress:Street", "contacts:PhysicalAddress:City",
        "contacts:PhysicalAddress:State", "contacts:PhysicalAddress:CountryOrRegion", "contacts:PhysicalAddress:PostalCode",
        "contacts:PhoneNumber", "contacts:EmailAddress", "distributionlist:Members:Member");

    public static readonly TextType MailboxTypes = TextType.Enumeration(
        "MailboxTypeType", "Unknown", "OneOff", "Mailbox", "PublicDL", "PrivateDL", "Contact", "PublicFolder", "GroupMailbox", "ImplicitContact", "User");

    public static readonly (string Name, System.Func<ElementType> Type)[] AnyPath =
    [
        ("t:FieldURI", () => ElementType.Empty().Attribute("FieldURI", FieldUris.Type)),
        ("t:IndexedFieldURI", () => ElementType.Empty().Attribute("FieldURI", Dictionaries).Attribute("FieldIndex", TextType.String)),
        ("t:ExtendedFieldURI", ExtendedPath),
    ];

    public static ElementType Paths() => ElementType.Empty().Choice(1, int.MaxValue, AnyPath);

    public static ElementType FolderShape() => ElementType.Empty()
        .One("t:BaseShape", () => ElementType.Of(ShapeNames))
        .Optional("t:AdditionalProperties", Paths);

    public static ElementType ItemShape() => ElementType.Empty()
        .One("t:BaseShape", () => ElementType.Of(ShapeNames))
        .Optional("t:IncludeMimeContent", TextType.Boolean)
        .Optional("t:BodyType", BodyNames)
        .Optional("t:UniqueBodyType", BodyNames, SchemaVersion.Exchange2013)
        .Optional("t:NormalizedBodyType", BodyNames, SchemaVersion.Exchange2013)
        .Optional("t:FilterHtmlContent", TextType.Boolean, SchemaVersion.Exchange2010)
        .Optional("t:ConvertHtmlCodePageToUTF8", TextType.Boolean, SchemaVersion.Exchange2010Sp1)
        .Optional("t:InlineImageUrlTemplate", TextType.String, SchemaVersion.Exchange2013)
        .Optional("t:BlockExternalImages", TextType.Boolean, SchemaVersion.Exchange2013)
        .Optional("t:AddBlankTargetToLinks", TextType.Boolean, SchemaVersion.Exchange2013)
        .Optional("t:MaximumBodySize", TextType.Int, SchemaVersion.Exchange2013)
        .Optional("t:AdditionalProperties", Paths);

    public static ElementType AttachmentShape() => ElementType.Empty()
        .Optional("t:IncludeMimeContent", TextType.Boolean)
        .Optional("t:BodyType", BodyNames)
        .Optional("t:FilterHtmlContent", TextType.Boolean, SchemaVersion.Exchange2010)
        .Optional("t:AdditionalProperties", Paths);

    public static ElementType Mailbox() => ElementType.Empty()
        .Optional("t:Name", TextType.String)
        .Optional("t:EmailAddress", TextType.NonEmpty)
        .Optional("t:RoutingType", TextType.NonEmpty)
        .Optional("t:MailboxType", MailboxTypes)
        .Optional("t:ItemId", ItemId);

    public static ElementType ItemId() => ElementType.Empty().Attribute("Id", TextType.String).Attribute("ChangeKey", TextType.String, false);

    public static ElementType FolderId() => ElementType.Empty().Attribute("Id", TextType.String).Attribute("ChangeKey", TextType.String, false);

    public static ElementType DistinguishedFolderId() => ElementType.Empty()
        .Attribute("Id", DistinguishedFolders.Type).Attribute("ChangeKey", TextType.String, false)
        .Optional("t:Mailbox", Mailbox);

    public static ElementType FolderIds() => ElementType.Empty()
        .Choice(1, int.MaxValue, ("t:FolderId", FolderId), ("t:DistinguishedFolderId", DistinguishedFolderId));

    public static ElementType TargetFolder() => ElementType.Empty()
        .Choice(1, 1, ("t:FolderId", FolderId), ("t:DistinguishedFolderId", DistinguishedFolderId), ("t:AddressListId", FolderId));

    public static ElementType ItemIds() => ElementType.Empty().Choice(
        1,
        int.MaxValue,
        ("t:ItemId", ItemId),
        ("t:OccurrenceItemId", () => ElementType.Empty()
            .Attribute("RecurringMasterId", TextType.String).Attribute("ChangeKey", TextType.String, false).Attribute("InstanceIndex", TextType.Int)),
        ("t:RecurringMasterItemId", () => ElementType.Empty().Attribute("OccurrenceId", TextType.String).Attribute("ChangeKey", TextType.String, false)));

    public static ElementType IndexedView() => ElementType.Empty()
        .Attribute("MaxEntriesReturned", TextType.Int, false)
        .Attribute("Offset", TextType.Int)
        .Attribute("BasePoint", TextType.Enumeration("IndexBasePointType", "Beginning", "End"));

    public static ElementType FractionalView() => ElementType.Empty()
        .Attribute("MaxEntriesReturned", TextType.Int, false)
        .Attribute("Numerator", TextType.Int)
        .Attribute("Denominator", TextType.Int);

    public static ElementType CalendarView() => ElementType.Empty()
        .Attribute("MaxEntriesReturned", TextType.Int, false)
        .Attribute("StartDate", TextType.DateTime)
        .Attribute("EndDate", TextType.DateTime);

    public static ElementType ContactsView() => ElementType.Empty()
        .Attribute("MaxEntriesReturned", TextType.Int, false)
        .Attribute("InitialName", TextType.String, false)
        .Attribute("FinalName", TextType.String, false);

    public static ElementType SortOrder() => ElementType.Empty().Choice(1, int.MaxValue, ("t:FieldOrder", () => ElementType.Empty()
        .Attribute("Order", TextType.Enumeration("SortDirectionType", "Ascending", "Descending"))
        .Choice(1, 1, AnyPath)));

    private static ElementType ExtendedPath() => ElementType.Empty()
        .Attribute("DistinguishedPropertySetId", PropertySets, false)
        .Attribute("PropertySetId", TextType.Guid, false)
        .Attribute("PropertyTag", PropertyTag, false)
        .Attribute("PropertyName", TextType.String, false)
        .Attribute("PropertyId", TextType.Int, false)
        .Attribute("PropertyType", PropertyTypes);

    [GeneratedRegex("^0[xX][0-9A-Fa-f]{1,4}$")]
    private static partial Regex TagPattern();
}
