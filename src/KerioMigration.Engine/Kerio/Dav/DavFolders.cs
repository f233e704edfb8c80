using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>Lists, makes and removes collections. They are flat: Kerio does not show a calendar inside another one to its clients.</summary>
internal sealed class DavFolders(DavClient client, DavHomes homes, DavResources resources) : IDavFolders
{
    public async Task<IReadOnlyList<DestinationFolder>> ListAsync(CancellationToken cancellationToken)
    {
        var collections = await CollectionsAsync(cancellationToken).ConfigureAwait(false);
        var roles = DavRoles.Find(collections, await DefaultCalendarAsync(cancellationToken).ConfigureAwait(false));
        return [.. collections.Select(c => new DestinationFolder
        {
            FullName = c.Path,
            Path = [c.Name],
            Kind = c.Kind,
            Role = roles.TryGetValue(c.Path, out var role) ? role : FolderRole.None,
        })];
    }

    public async Task<DestinationFolder> EnsureAsync(FolderTarget target, CancellationToken cancellationToken)
    {
        // Flat: what stood below another folder says so in its name.
        var name = string.Join(" - ", target.Path);
        return await FindAsync(target, name, cancellationToken).ConfigureAwait(false)
            ?? await CreateAsync(target, name, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> RemoveAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        var listed = (await ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(f => f.FullName == folder.FullName);
        if (listed is null)
        {
            return await IsGoneAsync(folder.FullName, cancellationToken).ConfigureAwait(false);
        }

        if (listed.Role != FolderRole.None || (await resources.ListAsync(folder, cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            return false;
        }

        using var answer = await client.SendAsync(new DavRequest("DELETE", folder.FullName), cancellationToken).ConfigureAwait(false);
        return await IsGoneAsync(folder.FullName, cancellationToken).ConfigureAwait(false);
    }

    private Task<bool> IsGoneAsync(string path, CancellationToken cancellationToken) =>
        client.AskAsync(DavRequest.PropFind(path, 0, DavNames.ResourceType), answer => answer.IsGone, cancellationToken);

    private async Task<DestinationFolder?> FindAsync(FolderTarget target, string name, CancellationToken cancellationToken)
    {
        var folders = (await ListAsync(cancellationToken).ConfigureAwait(false)).Where(f => f.Kind == target.Kind).ToList();
        return folders.Find(f => target.Role != FolderRole.None && f.Role == target.Role)
            ?? folders.Find(f => string.Equals(f.Path[0], name, StringComparison.Ordinal));
    }

    /// <summary>A second attempt finds the address taken, and by then the folder.</summary>
    private async Task<DestinationFolder> CreateAsync(FolderTarget target, string name, CancellationToken cancellationToken)
    {
        var isBook = target.Kind == ItemKind.Contact;
        var all = isBook ? homes.AddressBooks : homes.Calendars;
        var home = all.Count > 0 ? all[0] : null;
        if (home is null || (isBook && !await CanMakeBooksAsync(home, cancellationToken).ConfigureAwait(false)))
        {
            throw new MigrationException(new Failure(FailureScope.Folder, FailureRemedy.None, Reason.FolderRefused,
                $"{client.Where} makes no folder {name} over {(isBook ? "CardDAV" : "CalDAV")}. Make it in Kerio Connect, and run the migration again."));
        }

        var path = home + DavCollection.OurName(target.Kind, name) + "/";
        var doubt = new DavDoubt();
        var request = isBook ? MakeBook(path, name) : MakeCalendar(path, name, target.Kind);
        using var answer = await client.SendAsync(request, cancellationToken, doubt).ConfigureAwait(false);
        return await FindAsync(target, name, cancellationToken).ConfigureAwait(false) is { } made
            ? made with { Created = answer.IsSuccess || doubt.MayHaveActed }
            : throw new MigrationException(DavFailures.Folder(answer, client.Where, name));
    }

    private async Task<bool> CanMakeBooksAsync(string home, CancellationToken cancellationToken)
    {
        using var answer = await client.SendAsync(new DavRequest("OPTIONS", home), cancellationToken).ConfigureAwait(false);
        return answer.Features.IndexOf("extended-mkcol", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    private static DavRequest MakeBook(string path, string name) => Make("MKCOL", path, DavNames.Dav + "mkcol", [
        new XElement(DavNames.ResourceType, new XElement(DavNames.Collection), new XElement(DavNames.AddressBook)),
        new XElement(DavNames.DisplayName, name)]);

    private static DavRequest MakeCalendar(string path, string name, ItemKind kind) => Make("MKCALENDAR", path, DavNames.CalDav + "mkcalendar", [
        new XElement(DavNames.DisplayName, name),
        new XElement(DavNames.ComponentSet, new XElement(DavNames.Component, new XAttribute("name", kind == ItemKind.Task ? "VTODO" : "VEVENT")))]);

    private static DavRequest Make(string method, string path, XName root, object[] properties) => new(method, path)
    {
        Body = DavRequest.Xml(new XElement(root, new XElement(DavNames.Set, DavRequest.Prop(properties)))),
    };

    private async Task<IReadOnlyList<DavCollection>> CollectionsAsync(CancellationToken cancellationToken)
    {
        var found = new List<DavCollection>();
        foreach (var home in homes.Calendars.Union(homes.AddressBooks))
        {
            var below = await client.ReadAsync(DavRequest.PropFind(home, 1, DavCollection.Properties), DavCollection.Of, cancellationToken).ConfigureAwait(false)
                ?? throw new MigrationException(new Failure(FailureScope.Mailbox, FailureRemedy.Retry, Reason.UnexpectedAnswer,
                    $"{client.Where} does not list what is in {home}. Check the account in Kerio Connect."));
            found.AddRange(below.Where(c => found.TrueForAll(f => f.Path != c.Path)));
        }

        return found;
    }

    private async Task<string?> DefaultCalendarAsync(CancellationToken cancellationToken)
    {
        if (homes.ScheduleInbox is not { } inbox)
        {
            return null;
        }

        var found = await client.ReadAsync(
            DavRequest.PropFind(inbox, 0, DavNames.DefaultCalendar), r => r.Hrefs(DavNames.DefaultCalendar).FirstOrDefault(), cancellationToken).ConfigureAwait(false);
        return found is { Count: > 0 } ? DavPath.OfCollection(found[0]) : null;
    }
}
