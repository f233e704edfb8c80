using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>
/// Public folders as collections. No document says where CalDAV has them; a folder's address below a home is its GUID (kerio-connect 3.1),
/// and so is the end of its id in the client API (3.8): there they are asked for, and nothing is taken for granted.
/// </summary>
/// <param name="readTree">All public folders, by the ids of the client API.</param>
internal sealed class DavPublicFolders(DavClient client, DavHomes homes, Func<CancellationToken, Task<IReadOnlyList<DestinationFolder>>> readTree) : IDavFolders
{
    private readonly ConcurrentDictionary<string, DavCollection> shown = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<DestinationFolder>> ListAsync(CancellationToken cancellationToken)
    {
        List<DestinationFolder> folders = [];
        foreach (var folder in await readTree(cancellationToken).ConfigureAwait(false))
        {
            folders.AddRange(await FindAsync(folder, cancellationToken).ConfigureAwait(false) is { } found ? [found] : []);
        }

        return folders;
    }

    /// <summary>Finds it; making it is not this door's.</summary>
    public async Task<DestinationFolder> EnsureAsync(FolderTarget target, CancellationToken cancellationToken)
    {
        var tree = await readTree(cancellationToken).ConfigureAwait(false);
        var folder = tree.FirstOrDefault(f => f.Kind == target.Kind && f.Path.SequenceEqual(target.Path, StringComparer.Ordinal));
        return folder is null ? throw Refused(target, "is not there")
            : await FindAsync(folder, cancellationToken).ConfigureAwait(false)
            ?? throw Refused(target, "is there and cannot be reached over CalDAV or CardDAV, so that its items wait. Open it in a calendar or contacts program as this account, and run the migration again");
    }

    /// <summary>Nor is removing.</summary>
    public Task<bool> RemoveAsync(DestinationFolder folder, CancellationToken cancellationToken) => Task.FromResult(false);

    private async Task<DestinationFolder?> FindAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        if (folder.Kind is not (ItemKind.Calendar or ItemKind.Task or ItemKind.Contact))
        {
            return null;
        }

        if (!shown.TryGetValue(folder.FullName, out DavCollection? collection))
        {
            collection = await LocateAsync(folder, cancellationToken).ConfigureAwait(false);
            if (collection is not null)
            {
                shown[folder.FullName] = collection;
            }
        }

        return collection is null ? null : new DestinationFolder { FullName = collection.Path, Path = folder.Path, Kind = folder.Kind };
    }

    private async Task<DavCollection?> LocateAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        var guid = folder.FullName.Substring(folder.FullName.LastIndexOf('/') + 1);
        foreach (var home in folder.Kind == ItemKind.Contact ? homes.AddressBooks : homes.Calendars)
        {
            var request = DavRequest.PropFind(DavPath.OfCollection(home + guid), 0, DavCollection.Properties);
            var found = await client.ReadAsync(request, DavCollection.Of, cancellationToken).ConfigureAwait(false);
            if (found?.FirstOrDefault(c => IsOf(folder.Kind, c)) is { } collection)
            {
                return collection;
            }
        }

        return null;
    }

    private static bool IsOf(ItemKind kind, DavCollection collection) => kind == ItemKind.Task ? collection.HoldsTasks : collection.Kind == kind;

    private MigrationException Refused(FolderTarget target, string why) => new(new Failure(
        FailureScope.Folder, FailureRemedy.None, Reason.FolderRefused, $"{client.Where}: the public folder {FolderPath.Join(target.Path)} {why}."));
}
