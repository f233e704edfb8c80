using System.IO;
using System.Xml;
using System.Xml.Linq;
using KerioMigration.Engine.Model.Canonical;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>
/// Reads elements of an answer. Of calendar objects and cards it keeps what they say, as an annotation, and not their text: there may be
/// files within.
/// </summary>
internal static class DavElement
{
    private const int MaximumDepth = 64;
    private const string Declarations = "http://www.w3.org/2000/xmlns/";

    /// <summary>Reads the element on which the reader stands, and goes behind it.</summary>
    /// <exception cref="XmlException">It does not end, or is nested beyond reason.</exception>
    public static XElement Read(XmlReader reader)
    {
        if (reader.Depth > MaximumDepth)
        {
            throw new XmlException("Nested too deeply.");
        }

        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        var isEmpty = reader.IsEmptyElement;
        ReadAttributes(reader, element);
        reader.Read();
        if (element.Name == DavNames.CalendarData || element.Name == DavNames.AddressData)
        {
            element.AddAnnotation(CanonicalObject.Of(isEmpty ? TextReader.Null : new Texts(reader)));
        }
        else if (!isEmpty)
        {
            ReadContent(reader, element);
        }

        if (!isEmpty)
        {
            reader.ReadEndElement();
        }

        return element;
    }

    private static void ReadAttributes(XmlReader reader, XElement element)
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI != Declarations)
            {
                element.SetAttributeValue(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value);
            }
        }

        reader.MoveToElement();
    }

    private static void ReadContent(XmlReader reader, XElement element)
    {
        while (!reader.EOF && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                element.Add(Read(reader));
                continue;
            }

            if (IsText(reader))
            {
                element.Add(new XText(reader.Value));
            }

            reader.Read();
        }
    }

    private static bool IsText(XmlReader reader) =>
        reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace;

    /// <summary>The texts up to the end of an element, piece by piece.</summary>
    private sealed class Texts(XmlReader reader) : TextReader
    {
        public override int Read(char[] buffer, int index, int count)
        {
            while (!reader.EOF && reader.NodeType != XmlNodeType.EndElement)
            {
                if (IsText(reader) && reader.ReadValueChunk(buffer, index, count) is > 0 and var read)
                {
                    return read;
                }

                if (reader.NodeType == XmlNodeType.Element)
                {
                    reader.Skip();
                }
                else
                {
                    reader.Read();
                }
            }

            return 0;
        }
    }
}
