using System.Collections.Generic;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio.Dav.Xml;

namespace KerioMigration.Simulation.Kerio.Dav;

/// <summary>An answer before it goes out.</summary>
internal sealed record DavAnswer(int Status, byte[]? Body = null, string? ContentType = null)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static DavAnswer Refusal(DavRefusalException refusal)
    {
        if (refusal.Precondition is not { } precondition)
        {
            return new DavAnswer(refusal.Status);
        }

        var href = refusal.Href is null ? null : new XElement(Ns.Dav + "href", refusal.Href);
        var body = new XElement(Ns.Dav + "error", new XAttribute("xmlns", Ns.Dav.NamespaceName), new XElement(precondition, href));
        return new DavAnswer(refusal.Status, MultiStatus.ToBytes(body), "text/xml; charset=\"utf-8\"");
    }

    public DavAnswer With(string header, string? value) =>
        value is null ? this : this with { Headers = [.. Headers, KeyValuePair.Create(header, value)] };
}
