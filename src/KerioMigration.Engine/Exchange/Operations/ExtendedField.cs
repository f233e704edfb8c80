using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>A MAPI property as EWS asks for it ([MS-OXPROPS]).</summary>
/// <param name="Set">Null for a tag; else the property set of a named one.</param>
/// <param name="Id">The tag without its type, or the id in the set.</param>
/// <param name="Type">t:MapiPropertyTypeType.</param>
internal sealed record ExtendedField(string? Set, int Id, string Type)
{
    public const string Address = "Address";
    public const string Appointment = "Appointment";
    public const string Common = "Common";
    public const string Meeting = "Meeting";
    public const string PublicStrings = "PublicStrings";
    public const string Task = "Task";

    /// <summary>PSETID_Note, for which EWS has no name.</summary>
    public const string Note = "0006200e-0000-0000-c000-000000000046";

    /// <summary>PSETID_Log, as <see cref="Note"/>.</summary>
    public const string Log = "0006200a-0000-0000-c000-000000000046";

    /// <summary>PSETID_PostRss, as <see cref="Note"/>.</summary>
    public const string PostRss = "00062041-0000-0000-c000-000000000046";

    /// <summary>The GUIDs of t:DistinguishedPropertySetType, as far as they are asked for: an answer may tell either.</summary>
    private static readonly Dictionary<string, string> Guids = new(StringComparer.OrdinalIgnoreCase)
    {
        [Address] = "00062004-0000-0000-c000-000000000046",
        [Appointment] = "00062002-0000-0000-c000-000000000046",
        [Common] = "00062008-0000-0000-c000-000000000046",
        [Task] = "00062003-0000-0000-c000-000000000046",
        [PublicStrings] = "00020329-0000-0000-c000-000000000046",
        [Meeting] = "6ed8da90-450b-101b-98da-00aa003f1305",
    };

    /// <summary>What the property is called in its set instead of an id; null for one that has an id.</summary>
    public string? Name { get; init; }

    /// <summary>Of PS_PUBLIC_STRINGS, where programs put what they name themselves.</summary>
    public static ExtendedField Public(string name) => new(PublicStrings, 0, "String") { Name = name };

    public EnvelopeWriter Write(EnvelopeWriter writer)
    {
        writer.Type("ExtendedFieldURI");
        if (Set is null)
        {
            writer.Attribute("PropertyTag", "0x" + Id.ToString("X4", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.Attribute(Guids.ContainsKey(Set) ? "DistinguishedPropertySetId" : "PropertySetId", Set);
            writer.Attribute(Name is null ? "PropertyId" : "PropertyName", Name ?? Id.ToString(CultureInfo.InvariantCulture));
        }

        return writer.Attribute("PropertyType", Type).End();
    }

    /// <summary>Whether an error means it that names a tag or an id.</summary>
    public bool IsCalled(string name) => Name is null ? PropertyReader.ParseTag(name) == Id : Name == name;

    /// <summary>Null when the item does not have it.</summary>
    public string? Of(Element item) => ElementOf(item)?.Value("Value");

    /// <summary>Of a Binary: null also for what is no base64.</summary>
    public byte[]? BytesOf(Element item)
    {
        try
        {
            return Of(item) is { Length: > 0 } base64 ? Convert.FromBase64String(base64) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Of a property of many values.</summary>
    public IReadOnlyList<string> AllOf(Element item) => [.. ElementOf(item)?.List("Values").Select(v => v.Text) ?? []];

    public int? NumberOf(Element item) =>
        int.TryParse(Of(item), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    public DateTimeOffset? TimeOf(Element item) => ElementReader.ParseTime(Of(item));

    private Element? ElementOf(Element item) => item.Children.FindLast(c => c.Name == "ExtendedProperty" && c.Child("ExtendedFieldURI") is { } uri && IsAt(uri));

    private bool IsAt(Element uri) => Set is null
        ? PropertyReader.ParseTag(uri.Attribute("PropertyTag")) == Id
        : IsNamed(uri) && IsSame(uri.Attribute("PropertySetId") ?? uri.Attribute("DistinguishedPropertySetId"));

    private bool IsNamed(Element uri) => Name is null
        ? PropertyReader.ParseTag(uri.Attribute("PropertyId")) == Id
        : string.Equals(uri.Attribute("PropertyName"), Name, StringComparison.OrdinalIgnoreCase);

    private bool IsSame(string? set) => set is not null && string.Equals(GuidOf(set), GuidOf(Set!), StringComparison.OrdinalIgnoreCase);

    private static string GuidOf(string set) => Guids.TryGetValue(set, out var guid) ? guid : set.Trim('{', '}');
}
