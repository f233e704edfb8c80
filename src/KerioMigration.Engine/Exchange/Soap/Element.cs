using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml;

namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>
/// An element of an answer with all that it holds, for items of so many properties that their order and their gaps matter to nobody. As
/// everywhere, local names alone count; where an element is there twice, as one server sends them, the last one does.
/// </summary>
internal sealed class Element(string name)
{
    public string Name { get; } = name;

    public List<KeyValuePair<string, string>> Attributes { get; } = [];

    public List<Element> Children { get; } = [];

    public string Text { get; set; } = "";

    public string? Attribute(string attribute) => Attributes.FirstOrDefault(a => a.Key == attribute).Value;

    public Element? Child(string child) => Children.FindLast(c => c.Name == child);

    /// <summary>The children of that child; none when it is not there.</summary>
    public IReadOnlyList<Element> List(string child) => Child(child)?.Children ?? [];

    /// <summary>Null when it is not there or empty.</summary>
    public string? Value(string child) => Child(child)?.Text is { Length: > 0 } text ? text : null;

    public bool Boolean(string child) => ElementReader.ParseBoolean(Value(child));

    /// <summary>Null when it is not there or no number.</summary>
    public int? Number(string child) =>
        int.TryParse(Value(child), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <inheritdoc cref="ElementReader.ParseTime"/>
    public DateTimeOffset? Time(string child) => ElementReader.ParseTime(Value(child));

    /// <summary>The day as it is written, whatever zone is written behind it; null when unreadable.</summary>
    public DateTime? Day(string child) => Value(child)?.Trim() is { Length: >= 10 } text
        && DateTime.TryParseExact(text.Substring(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>xs:duration; null when unreadable.</summary>
    public static TimeSpan? Duration(string? text)
    {
        try
        {
            return text is null ? null : XmlConvert.ToTimeSpan(text.Trim());
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>A member of an enumeration by the name that the schema has for it; the default for any other.</summary>
    public T Choice<T>(string child, T otherwise)
        where T : struct, Enum =>
        Enum.TryParse<T>(Value(child)?.Trim(), ignoreCase: true, out var choice) && Enum.IsDefined(typeof(T), choice) ? choice : otherwise;
}
