using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Xml;

namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>
/// Walks the elements of an answer without care for what is not asked for: order, unknown and repeated elements do no harm. Compares
/// local names alone, because prefixes differ by server and operation, and no name that we look for has two meanings in its place.
/// </summary>
internal sealed class ElementReader(XmlReader xml)
{
    private static readonly DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;

    private readonly StringBuilder text = new();

    public string Name => xml.LocalName;

    /// <summary>The number under which the current element's children are asked for.</summary>
    public int Depth => xml.IsEmptyElement ? int.MaxValue : xml.Depth;

    /// <summary>Written as <c>&lt;a/&gt;</c>.</summary>
    public bool IsEmpty => xml.IsEmptyElement;

    public bool MoveToRoot() => xml.MoveToContent() == XmlNodeType.Element;

    public string? Attribute(string name) => xml.GetAttribute(name);

    /// <summary>
    /// Goes to the next child of the element whose <see cref="Depth"/> was <paramref name="parent"/>; false at its end. What the last
    /// child held beyond what was read is passed over.
    /// </summary>
    public bool NextChild(int parent)
    {
        while (parent != int.MaxValue && xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Depth == parent + 1)
            {
                return true;
            }

            if (xml.NodeType == XmlNodeType.EndElement && xml.Depth == parent)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>The text of the current element, without that of its children.</summary>
    public string Text()
    {
        var parent = Depth;
        var first = "";
        text.Clear();
        while (parent != int.MaxValue && xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == parent))
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                if (first.Length == 0)
                {
                    first = xml.Value;
                }
                else
                {
                    (text.Length == 0 ? text.Append(first) : text).Append(xml.Value);
                }
            }
        }

        return text.Length == 0 ? first : text.ToString();
    }

    public bool Boolean() => ParseBoolean(Text());

    public static bool ParseBoolean(string? value) => value?.Trim() is { } word && (word == "1" || word.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>The current element with all that it holds.</summary>
    public Element Element()
    {
        var root = Open();
        Stack<Element> open = new();
        if (!xml.IsEmptyElement)
        {
            open.Push(root);
        }

        while (open.Count > 0 && xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    var child = Open();
                    open.Peek().Children.Add(child);
                    if (!xml.IsEmptyElement)
                    {
                        open.Push(child);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    open.Peek().Text += xml.Value;
                    break;
            }
        }

        return root;
    }

    /// <summary>0 when it is no number.</summary>
    public long Number() => ParseNumber(Text());

    public static long ParseNumber(string? value) =>
        long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>In UTC; null when unreadable.</summary>
    public DateTimeOffset? Time() => ParseTime(Text());

    /// <summary>In UTC; null when unreadable. Servers send 0 to 9 fractional digits, and no zone at all in odd places.</summary>
    public static DateTimeOffset? ParseTime(string? value)
    {
        if (value is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, Utc, out var time))
        {
            return time;
        }

        // .NET reads seven fractional digits; nine were seen from a second server.
        var dot = value.IndexOf('.');
        var end = dot + 1;
        while (dot >= 0 && end < value.Length && char.IsDigit(value[end]))
        {
            end++;
        }

        return dot >= 0 && DateTimeOffset.TryParse(value.Remove(dot, end - dot), CultureInfo.InvariantCulture, Utc, out time) ? time : null;
    }

    private Element Open()
    {
        var element = new Element(xml.LocalName);
        while (xml.MoveToNextAttribute())
        {
            element.Attributes.Add(new(xml.LocalName, xml.Value));
        }

        xml.MoveToElement();
        return element;
    }
}
