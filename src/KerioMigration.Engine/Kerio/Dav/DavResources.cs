using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>
/// Lists and reads the resources of collections: a listing of addresses, then their contents by pages, as the clients do that these servers
/// were built for. No answer holds more than a page, however large the folder.
/// </summary>
internal sealed class DavResources(DavClient client)
{
    private const int PageSize = 50;

    /// <summary>UIDs by address and ETag, so that only what is new is read.</summary>
    private readonly ConcurrentDictionary<(string Path, string ETag), string> uids = new();

    private volatile bool hasMultiGet;
    private volatile bool hasNoMultiGet;
    private volatile bool givesNoParts;

    /// <summary>All resources of a folder, without contents.</summary>
    /// <exception cref="MigrationException">Scope Folder: it is not there.</exception>
    public async Task<IReadOnlyList<DavItem>> ListAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        var listing = DavRequest.PropFind(folder.FullName, 1, DavNames.ETag, DavNames.ResourceType);
        var items = await client.ReadAsync(listing, r => Member(folder, r), cancellationToken).ConfigureAwait(false);

        // Nothing, or no word about it: whoever concludes from that writes twice, so the other way to list has to agree.
        return items is { Count: > 0 } ? items : await QueryAsync(folder, cancellationToken).ConfigureAwait(false)
            ?? items
            ?? throw new MigrationException(await client.AskAsync(listing, a => DavFailures.Folder(a, client.Where, folder.Path[0]), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>All items of a folder with their UIDs.</summary>
    public async Task<IReadOnlyList<DestinationItem>> FindAsync(DestinationFolder folder, CancellationToken cancellationToken) =>
        await WithUidsAsync(folder, await ListAsync(folder, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Those that are there, with their UIDs.</summary>
    public async Task<IReadOnlyList<DestinationItem>> LookUpAsync(DestinationFolder folder, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(folder, paths, UidOnly(folder), cancellationToken).ConfigureAwait(false);
        return [.. read.Select(Found)];
    }

    /// <summary>Those that are there, with all that is in them.</summary>
    public Task<IReadOnlyList<DavItem>> ReadAsync(DestinationFolder folder, IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
        ReadAsync(folder, paths, new XElement(DataOf(folder)), cancellationToken);

    /// <summary>Those that are there, without contents.</summary>
    public Task<IReadOnlyList<DavItem>> ReadTagsAsync(DestinationFolder folder, IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
        ReadAsync(folder, paths, UidOnly(folder), cancellationToken);

    private async Task<IReadOnlyList<DestinationItem>> WithUidsAsync(DestinationFolder folder, IReadOnlyList<DavItem> listed, CancellationToken cancellationToken)
    {
        var known = listed.ToLookup(i => i.ETag is { } tag && uids.ContainsKey((i.Path, tag)));
        var read = await LookUpAsync(folder, [.. known[false].Select(i => i.Path)], cancellationToken).ConfigureAwait(false);
        return [.. known[true].Select(Found), .. read];
    }

    private DestinationItem Found(DavItem item)
    {
        var uid = item.ETag is { } tag && uids.TryGetValue((item.Path, tag), out var known) ? known : item.Object?.Uid;
        if (uid is not null && item.ETag is not null)
        {
            uids[(item.Path, item.ETag)] = uid;
        }

        return new DestinationItem(item.Path, new ItemKey(uid, null, 0));
    }

    private async Task<IReadOnlyList<DavItem>> ReadAsync(
        DestinationFolder folder, IReadOnlyList<string> paths, XElement data, CancellationToken cancellationToken)
    {
        var pages = paths.Distinct(StringComparer.Ordinal).Select((path, i) => (path, i)).GroupBy(p => p.i / PageSize, p => p.path).Select(g => g.ToList()).ToList();
        var read = await client.EachAsync(pages, page => ReadPageAsync(folder, page, data, cancellationToken)).ConfigureAwait(false);
        return [.. read.SelectMany(r => r)];
    }

    private async Task<IReadOnlyList<DavItem>> ReadPageAsync(DestinationFolder folder, List<string> paths, XElement data, CancellationToken cancellationToken)
    {
        var given = hasNoMultiGet ? [] : await MultiGetAsync(folder, paths, data, cancellationToken).ConfigureAwait(false);
        var items = given.Where(i => i.Object is not null && paths.Contains(i.Path)).GroupBy(i => i.Path).Select(g => g.First()).ToList();

        // A server that leaves some out, or refuses to give several, still gives each.
        foreach (var path in paths.Except(items.Select(i => i.Path)).ToList())
        {
            if (await GetAsync(path, cancellationToken).ConfigureAwait(false) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    private async Task<IReadOnlyList<DavItem>> MultiGetAsync(DestinationFolder folder, List<string> paths, XElement data, CancellationToken cancellationToken)
    {
        if (data.HasElements && !givesNoParts)
        {
            if (await MultiGetOnceAsync(folder, paths, data, cancellationToken).ConfigureAwait(false) is { } parts)
            {
                return parts;
            }
        }

        var found = await MultiGetOnceAsync(folder, paths, new XElement(data.Name), cancellationToken).ConfigureAwait(false);
        givesNoParts |= data.HasElements && found is not null;
        hasMultiGet |= found is not null;
        hasNoMultiGet |= found is null && !hasMultiGet;
        return found ?? [];
    }

    private async Task<IReadOnlyList<DavItem>?> MultiGetOnceAsync(
        DestinationFolder folder, List<string> paths, XElement data, CancellationToken cancellationToken)
    {
        var space = DataOf(folder).Namespace;
        var body = new XElement(
            space + (folder.Kind == ItemKind.Contact ? "addressbook-multiget" : "calendar-multiget"),
            DavRequest.Prop(DavNames.ETag, data),
            paths.Select(p => new XElement(DavNames.Href, p)));
        return await client.ReadAsync(DavRequest.Report(folder.FullName, body), r => Member(folder, r), cancellationToken).ConfigureAwait(false);
    }

    private Task<DavItem?> GetAsync(string path, CancellationToken cancellationToken) => client.AskAsync(
        new DavRequest("GET", path),
        answer => answer.IsGone ? null
            : !answer.IsSuccess ? throw new MigrationException(DavFailures.Item(answer, client.Where))
            : answer.Object() is { } read ? new DavItem(path, answer.ETag, read)
            : throw new MigrationException(DavFailures.Garbled(answer, client.Where)),
        cancellationToken);

    private async Task<IReadOnlyList<DavItem>?> QueryAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        var space = DataOf(folder).Namespace;
        var body = folder.Kind == ItemKind.Contact
            ? Query("addressbook-query", "prop-filter", "UID")
            : Query("calendar-query", "comp-filter", "VCALENDAR");
        return await client.ReadAsync(DavRequest.Report(folder.FullName, body), r => Member(folder, r), cancellationToken).ConfigureAwait(false);

        XElement Query(string report, string filter, string name) => new(
            space + report,
            DavRequest.Prop(DavNames.ETag),
            new XElement(space + "filter", new XElement(space + filter, new XAttribute("name", name))));
    }

    private static DavItem? Member(DestinationFolder folder, DavResponse response) =>
        response.IsThere && DavPath.IsMember(folder.FullName, response.Path) && !response.Is(DavNames.Collection)
            ? new DavItem(response.Path, response.ETag, response.Object(DataOf(folder)))
            : null;

    private static XName DataOf(DestinationFolder folder) => folder.Kind == ItemKind.Contact ? DavNames.AddressData : DavNames.CalendarData;

    /// <summary>Servers that cannot give a part give all.</summary>
    private static XElement UidOnly(DestinationFolder folder)
    {
        XElement Uid(XNamespace space) => new(space + "prop", new XAttribute("name", "UID"));
        XElement Component(string name, params object[] content) => new(DavNames.Component, new XAttribute("name", name), content);
        return folder.Kind == ItemKind.Contact
            ? new XElement(DavNames.AddressData, Uid(DavNames.CardDav))
            : new XElement(DavNames.CalendarData, Component(
                "VCALENDAR", Component("VEVENT", Uid(DavNames.CalDav)), Component("VTODO", Uid(DavNames.CalDav)), Component("VJOURNAL", Uid(DavNames.CalDav))));
    }

    /// <summary>Of the item; null where the server names none.</summary>
    public async Task<long?> MaxItemSizeAsync(string path, CancellationToken cancellationToken)
    {
        var found = await client.ReadAsync(DavRequest.PropFind(path, 0, DavCollection.Properties), DavCollection.Of, cancellationToken).ConfigureAwait(false);
        return found is { Count: > 0 } ? found[0].MaxItemSize : null;
    }
}
