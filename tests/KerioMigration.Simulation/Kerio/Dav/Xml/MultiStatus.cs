using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace KerioMigration.Simulation.Kerio.Dav.Xml;

/// <summary>The body of a 207 in the two forms that 8.0.1 was seen to write: with prefixes for PROPFIND, without for reports.</summary>
internal static class MultiStatus
{
    public const string Found = "HTTP/1.1 200 OK";

    /// <summary>The words of the real server; others write "Not Found".</summary>
    public const string NotFound = "HTTP/1.1 404 NotFound";

    public static DavAnswer WithPrefixes(IEnumerable<XElement> responses) => Write(new XElement(Ns.Dav + "multistatus",
        new XAttribute(XNamespace.Xmlns + "a", Ns.Dav.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "d", Ns.Apple.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "c", Ns.CalendarServer.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "f", Ns.CalDav.NamespaceName),
        responses));

    public static DavAnswer WithoutPrefixes(IEnumerable<XElement> responses) =>
        Write(new XElement(Ns.Dav + "multistatus", new XAttribute("xmlns", Ns.Dav.NamespaceName), responses));

    /// <summary>What is known, and the names of what is not.</summary>
    public static XElement Response(string href, IReadOnlyCollection<XElement> known, IReadOnlyCollection<XName> unknown) =>
        new(Ns.Dav + "response",
            new XElement(Ns.Dav + "href", href),
            known.Count > 0 || unknown.Count == 0 ? PropStat(Found, known) : null,
            unknown.Count > 0 ? PropStat(NotFound, unknown.Select(n => new XElement(n))) : null);

    public static XElement Missing(string href) =>
        new(Ns.Dav + "response", new XElement(Ns.Dav + "href", href), new XElement(Ns.Dav + "status", NotFound));

    public static XElement PropStat(string status, IEnumerable<XElement> properties) =>
        new(Ns.Dav + "propstat", new XElement(Ns.Dav + "status", status), new XElement(Ns.Dav + "prop", properties));

    public static byte[] ToBytes(XElement root)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.None, CheckCharacters = false };
        using (var writer = XmlWriter.Create(bytes, settings))
        {
            new XDocument(root).Save(writer);
        }

        return bytes.ToArray();
    }

    private static DavAnswer Write(XElement root) => new(207, ToBytes(root), "text/xml; charset=\"utf-8\"");
}
