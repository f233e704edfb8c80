using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio.Dav.Scheduling;
using KerioMigration.Simulation.Kerio.Dav.Xml;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.Store;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Kerio.Dav;

/// <summary>One request of a signed-in user, its body read.</summary>
internal sealed class DavCall(ImapServerContext server, DavRecords records, KerioUser user, DavPlace place, byte[] body, IHeaderDictionary headers)
{
    public SimulatedKerioOptions Server { get; } = server.Options;

    public FolderNames Names { get; } = server.Names;

    public DavOptions Options => Server.Dav;

    public DavRecords Records { get; } = records;

    public KerioUser User { get; } = user;

    public DavPlace Place { get; } = place;

    /// <summary>The collection that must be there for the request to make sense.</summary>
    public KerioFolder Folder => Place.Folder ?? throw new DavRefusalException(404);

    public DavPlace? FindPlace(string path) => DavPlace.Find(path, server.Store);

    public string? Header(string name) => headers.TryGetValue(name, out var value) ? value.ToString().Trim() : null;

    /// <exception cref="DavRefusalException">The body is no UTF-8.</exception>
    public string Text()
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(body);
        }
        catch (ArgumentException)
        {
            throw new DavRefusalException(400);
        }
    }

    /// <summary>Null for an empty body.</summary>
    /// <exception cref="DavRefusalException">The body is no XML.</exception>
    public XElement? Xml()
    {
        if (body.Length == 0)
        {
            return null;
        }

        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            throw new DavRefusalException(400);
        }
    }

    /// <summary>The names below <c>prop</c>; empty when the client does not choose.</summary>
    public static IReadOnlyList<XName> Wanted(XElement? request)
    {
        var names = new List<XName>();
        foreach (var property in request?.Element(Ns.Dav + "prop")?.Elements() ?? [])
        {
            names.Add(property.Name);
        }

        return names;
    }

    public string ETag(KerioResource resource) => Options.QuotesETags ? $"\"{resource.ETag}\"" : resource.ETag;

    /// <summary>If-Match and If-None-Match, against what is there now.</summary>
    /// <exception cref="DavRefusalException">412.</exception>
    public void CheckPreconditions(KerioResource? existing)
    {
        if (Header("If-None-Match") == "*" && existing is not null && Options.HonoursIfNoneMatch)
        {
            throw new DavRefusalException(412);
        }

        if (Header("If-Match") is not { } wanted)
        {
            return;
        }

        if (existing is null || (wanted != "*" && wanted.Trim('"') != existing.ETag))
        {
            throw new DavRefusalException(412);
        }

        if (wanted != "*" && wanted != ETag(existing))
        {
            Records.Add(new DavViolation(User.Address, Place.Href, $"If-Match is not the ETag as it was sent: {wanted}"));
        }
    }
}
