using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>An ExtendedFieldURI. Answers write tags as 0x and lower-case hex without leading zeros, named ids in decimal.</summary>
internal sealed class ExtendedPath
{
    private static readonly Dictionary<string, string> KnownSets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["00062008-0000-0000-c000-000000000046"] = "Common",
        ["00062002-0000-0000-c000-000000000046"] = "Appointment",
        ["00062003-0000-0000-c000-000000000046"] = "Task",
        ["00062004-0000-0000-c000-000000000046"] = "Address",
        ["00062040-0000-0000-c000-000000000046"] = "Sharing",
        ["00020329-0000-0000-c000-000000000046"] = "PublicStrings",
        ["00020386-0000-0000-c000-000000000046"] = "InternetHeaders",
        ["6ed8da90-450b-101b-98da-00aa003f1305"] = "Meeting",
        ["4442858e-a9e3-4e80-b900-317a210cc15b"] = "UnifiedMessaging",
        ["11000e07-b51b-40d6-af21-caa85edab1d0"] = "CalendarAssistant",

        // Known to no schema: asked by GUID alone.
        ["0006200a-0000-0000-c000-000000000046"] = "Log",
        ["0006200e-0000-0000-c000-000000000046"] = "Note",
        ["00062041-0000-0000-c000-000000000046"] = "PostRss",
    };

    private ExtendedPath(XElement element)
    {
        Type = (string)element.Attribute("PropertyType")!;
        Set = (string?)element.Attribute("DistinguishedPropertySetId") ?? (string?)element.Attribute("PropertySetId");
        IsKnownSet = element.Attribute("DistinguishedPropertySetId") is not null;
        Name = (string?)element.Attribute("PropertyName");
        Id = (int?)element.Attribute("PropertyId");
        if ((string?)element.Attribute("PropertyTag") is { } tag)
        {
            Tag = tag.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
                ? int.Parse(tag.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                : int.Parse(tag, CultureInfo.InvariantCulture);
        }

        SetName = Set is null ? null : KnownSets.GetValueOrDefault(Set, Set);
        Key = Tag is { } number ? $"0x{number:x}" : $"{SetName}:{Name ?? Id?.ToString(CultureInfo.InvariantCulture)}";
        Xml = Build();
        OpenProperty = Encoding.UTF8.GetBytes("<t:ExtendedProperty>" + Xml);
    }

    public int? Tag { get; }

    /// <summary>As the request has it: a name or a GUID.</summary>
    public string? Set { get; }

    /// <summary>The name of a known set, whichever way it was asked for.</summary>
    public string? SetName { get; }

    public string? Name { get; }

    public int? Id { get; }

    public string Type { get; }

    /// <summary>As <see cref="Seeding.SeededItem.ExtendedKey"/>.</summary>
    public string Key { get; }

    public string Xml { get; }

    /// <summary>The start of the property in an answer, up to the value.</summary>
    public byte[] OpenProperty { get; }

    private bool IsKnownSet { get; }

    public static ExtendedPath Read(XElement element)
    {
        var path = new ExtendedPath(element);
        if (path.Type is "Object" or "ObjectArray" or "Null" or "Error")
        {
            throw new SoapFaultException("ErrorUnsupportedMapiPropertyType", "The MAPI property type is not supported.");
        }

        var isComplete = path.Tag is not null
            ? path is { Set: null, Name: null, Id: null }
            : path.Set is not null && (path.Name is null) != (path.Id is null);
        return isComplete && path.Tag is null or < 0x8000
            ? path
            : throw new SoapFaultException("ErrorInvalidExtendedProperty", "The extended property attribute combination is invalid.");
    }

    private string Build()
    {
        var xml = new StringBuilder("<t:ExtendedFieldURI");
        if (Tag is { } tag)
        {
            xml.Append(CultureInfo.InvariantCulture, $" PropertyTag=\"0x{tag:x}\"");
        }
        else
        {
            xml.Append(CultureInfo.InvariantCulture, $" {(IsKnownSet ? "DistinguishedPropertySetId" : "PropertySetId")}=\"{Set}\"");
            xml.Append(Name is null
                ? string.Create(CultureInfo.InvariantCulture, $" PropertyId=\"{Id}\"")
                : $" PropertyName=\"{new XText(Name)}\"");
        }

        return xml.Append(CultureInfo.InvariantCulture, $" PropertyType=\"{Type}\"/>").ToString();
    }
}
