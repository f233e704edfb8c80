using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Engine.Model.Canonical;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>What a multistatus says of one resource.</summary>
/// <param name="Path">In the form of <see cref="DavPath"/>.</param>
/// <param name="IsThere">False where the answer says that nothing is at this path.</param>
internal sealed record DavResponse(string Path, bool IsThere, IReadOnlyDictionary<XName, XElement> Properties)
{
    /// <summary>Sent back exactly as it is: Kerio gives bare digits where others quote.</summary>
    public string? ETag => Text(DavNames.ETag)?.Trim();

    public static DavResponse Of(XElement response)
    {
        var properties = new Dictionary<XName, XElement>();
        foreach (var property in response.Elements(DavNames.PropStat).Where(p => IsGood(p.Element(DavNames.Status))).Elements(DavNames.Prop).Elements())
        {
            properties[property.Name] = property;
        }

        return new DavResponse(DavPath.Of(response.Element(DavNames.Href)?.Value ?? ""), IsGood(response.Element(DavNames.Status)), properties);
    }

    /// <summary>As text or CDATA; null when the property is not there.</summary>
    public string? Text(XName property) => Properties.TryGetValue(property, out var found) ? found.Value : null;

    /// <summary>The object in a property that holds one, as <see cref="DavElement"/> reads it; null when the property is not there.</summary>
    public CanonicalObject? Object(XName property) => Properties.TryGetValue(property, out var found) ? found.Annotation<CanonicalObject>() : null;

    /// <summary>The addresses within a property.</summary>
    public IEnumerable<string> Hrefs(XName property) => Properties.TryGetValue(property, out var found)
        ? found.Elements(DavNames.Href).Select(h => h.Value.Trim()).Where(h => h.Length > 0)
        : [];

    public bool Is(XName type) => Properties.TryGetValue(DavNames.ResourceType, out var types) && types.Element(type) is not null;

    // "HTTP/1.1 200 OK"; none where all is well.
    private static bool IsGood(XElement? status) =>
        status is null || (status.Value.Trim().Split(' ') is { Length: > 1 } words && words[1].StartsWith("2", StringComparison.Ordinal));
}
