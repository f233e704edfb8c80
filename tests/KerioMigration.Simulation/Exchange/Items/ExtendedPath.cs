using System;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>An ExtendedFieldURI. Answers write tags as 0x and lower-case hex without leading zeros, named ids in decimal.</summary>
internal sealed class ExtendedPath
{
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

        Key = Tag is { } number ? $"0x{number:x}" : $"{Set}:{Name ?? Id?.ToString(CultureInfo.InvariantCulture)}";
        Xml = Build();
        OpenProperty = Encoding.UTF8.GetBytes("<t:ExtendedProperty>" + Xml);
    }

    public int? Tag { get; }

    public string? Set { get; }

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
