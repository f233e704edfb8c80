using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Canonical;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>An answer with all of its body, which may be large and is then in a file. Dispose it.</summary>
internal sealed class DavAnswer : IDisposable
{
    private const int MultiStatus = 207;

    private readonly ItemContent body;

    public DavAnswer(HttpAnswer head, ItemContent body, TimeProvider time)
    {
        this.body = body;
        Uri = head.Uri;
        Status = (int)head.Status;
        Location = head.Header("Location");
        ETag = head.Header("ETag");
        Features = head.Head.Headers.TryGetValues("DAV", out var features) ? string.Join(",", features) : "";
        RetryAfter = StatusFailures.RetryAfter(head, time);
    }

    public Uri Uri { get; }

    public int Status { get; }

    public string? Location { get; }

    /// <summary>Exactly as the server gave it.</summary>
    public string? ETag { get; }

    /// <summary>The DAV header.</summary>
    public string Features { get; }

    public TimeSpan? RetryAfter { get; }

    public bool IsSuccess => Status is >= 200 and < 300;

    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;

    public bool IsMultiStatus => Status == MultiStatus;

    public bool IsGone => Status is 404 or 410;

    /// <summary>The conditions that a refusal names (RFC 4918 16), by local name.</summary>
    public IReadOnlyList<string> Conditions => Parse(() => XElement.Load(Reader()) is var error && error.Name == DavNames.Dav + "error"
        ? error.Elements().Select(e => e.Name.LocalName).ToList()
        : []);

    /// <summary>All of the body.</summary>
    public ItemContent Body => body;

    /// <summary>The body as a calendar object or a card; null when it is none.</summary>
    public CanonicalObject? Object() =>
        Encoding.UTF8.GetString(body.Head.Slice(0, Math.Min(body.Head.Length, 16)).ToArray()).TrimStart('\uFEFF').StartsWith("BEGIN:", StringComparison.OrdinalIgnoreCase)
            ? CanonicalObject.Of(body)
            : null;

    public string Text()
    {
        using var reader = new StreamReader(body.OpenRead(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 4096, leaveOpen: true);
        return reader.ReadToEnd();
    }

    /// <summary>One response after the other, so that only one is in memory; empty when there are none.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public IEnumerable<DavResponse> Responses()
    {
        if (!IsMultiStatus)
        {
            yield break;
        }

        using var reader = Reader();
        reader.MoveToContent();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == DavNames.Response.LocalName && reader.NamespaceURI == DavNames.Dav.NamespaceName)
            {
                yield return DavResponse.Of(DavElement.Read(reader));
            }
            else
            {
                reader.Read();
            }
        }
    }

    public void Dispose() => body.Dispose();

    private static IReadOnlyList<string> Parse(Func<IReadOnlyList<string>> read)
    {
        try
        {
            return read();
        }
        catch (XmlException)
        {
            return [];
        }
    }

    // Servers write characters into texts that XML does not know (the controls of old entries).
    private XmlReader Reader() => XmlReader.Create(
        body.OpenRead(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = false, CloseInput = false });
}
