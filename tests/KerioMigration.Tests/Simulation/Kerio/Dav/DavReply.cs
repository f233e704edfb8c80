using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Xml.Linq;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

internal sealed record DavReply(HttpStatusCode Status, string Reason, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public const string Prefixes = "xmlns:D='DAV:' xmlns:C='urn:ietf:params:xml:ns:caldav' xmlns:A='urn:ietf:params:xml:ns:carddav' "
        + "xmlns:S='http://calendarserver.org/ns/' xmlns:I='http://apple.com/ns/ical/'";

    public static readonly XNamespace Dav = "DAV:";
    public static readonly XNamespace CalDav = "urn:ietf:params:xml:ns:caldav";
    public static readonly XNamespace CardDav = "urn:ietf:params:xml:ns:carddav";

    public string Text => Encoding.UTF8.GetString(Body);

    public XElement Xml => XElement.Parse(Text, LoadOptions.PreserveWhitespace);

    public IEnumerable<XElement> Responses => Xml.Elements(Dav + "response");

    public IEnumerable<string> Hrefs => Responses.Select(Href);

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    public static string Href(XElement response) => response.Element(Dav + "href")!.Value;

    /// <summary>What was found under this name in the response of this address.</summary>
    public XElement? Found(string href, XName property) => Responses.First(r => Href(r) == href).Elements(Dav + "propstat")
        .Where(s => s.Element(Dav + "status")!.Value == "HTTP/1.1 200 OK")
        .Elements(Dav + "prop").Elements(property).FirstOrDefault();

    /// <summary>The precondition that the body of a refusal names.</summary>
    public string Precondition => Xml.Elements().Single().Name.LocalName;
}
