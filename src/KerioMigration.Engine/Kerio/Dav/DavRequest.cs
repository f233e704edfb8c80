using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text;
using System.Xml.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>One request of WebDAV and its relatives.</summary>
internal sealed record DavRequest(string Method, string Path)
{
    public ArraySegment<byte>? Body { get; init; }

    /// <summary>Instead of <see cref="Body"/>: an item on its way.</summary>
    public ItemContent? Content { get; init; }

    public string ContentType { get; init; } = "text/xml; charset=utf-8";

    /// <summary>0 or 1; null where the method knows none.</summary>
    public int? Depth { get; init; }

    /// <summary>Exactly as the server gave it, quoted or bare.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Writes nothing over what is there.</summary>
    public bool IfNew { get; init; }

    /// <summary>Where a MOVE goes, as a path.</summary>
    public string? Destination { get; init; }

    public HttpMethod HttpMethod => new(Method);

    public static DavRequest PropFind(string path, int depth, params XName[] properties) => new("PROPFIND", path)
    {
        Depth = depth,
        Body = Xml(new XElement(DavNames.Dav + "propfind", Prop(properties))),
    };

    public static DavRequest Report(string path, XElement body) => new("REPORT", path) { Depth = 1, Body = Xml(body) };

    public static XElement Prop(params object[] properties)
    {
        var prop = new XElement(DavNames.Prop);
        foreach (var property in properties)
        {
            prop.Add(property is XName name ? new XElement(name) : property);
        }

        return prop;
    }

    public static ArraySegment<byte> Xml(XElement body) =>
        new(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + body.ToString(SaveOptions.DisableFormatting)));

    public IReadOnlyList<KeyValuePair<string, string>> Headers(Uri root)
    {
        var headers = new List<KeyValuePair<string, string>>();
        Add("Depth", Depth?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("If-Match", IfMatch);
        Add("If-None-Match", IfNew ? "*" : null);
        if (Destination is not null)
        {
            Add("Destination", new Uri(root, Destination).AbsoluteUri);
            Add("Overwrite", "F");
        }

        return headers;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                headers.Add(new(name, value));
            }
        }
    }
}
