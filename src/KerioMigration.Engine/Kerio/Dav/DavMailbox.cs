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
/// A user's calendars, task lists (CalDAV, RFC 4791) and address books (CardDAV, RFC 6352). An item's id is the address of its resource.
/// </summary>
internal sealed class DavMailbox : IDestinationMailbox
{
    private readonly DavClient client;
    private readonly DavResources resources;
    private readonly IDavFolders folders;
    private readonly DavChanges changes;
    private readonly ConcurrentDictionary<string, DavIndex> indexes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long?> limits = new(StringComparer.Ordinal);

    /// <summary>Which source item each resource belongs to, as far as this mailbox gave receipts.</summary>
    private readonly ConcurrentDictionary<string, string> claims = new(StringComparer.Ordinal);

    private DavMailbox(DavClient client, DavHomes homes, Func<CancellationToken, Task<IReadOnlyList<DestinationFolder>>>? publicTree)
    {
        this.client = client;
        resources = new DavResources(client);
        folders = publicTree is null ? new DavFolders(client, homes, resources) : new DavPublicFolders(client, homes, publicTree);
        changes = new DavChanges(client, resources);
        Traits = new DestinationTraits
        {
            Kinds = [.. Of(homes.Calendars, ItemKind.Calendar, ItemKind.Task), .. Of(homes.AddressBooks, ItemKind.Contact)],
            Flags = MessageFlags.None,
        };
    }

    public DestinationTraits Traits { get; }

    /// <param name="publicTree">Tells which public folders there are, when they are meant and not the user's own.</param>
    /// <exception cref="MigrationException">Scope Mailbox or Run: no connection, no sign-in, nothing of either kind.</exception>
    public static async Task<DavMailbox> OpenAsync(
        DavServer server, DavSignIn signIn, CancellationToken cancellationToken, Func<CancellationToken, Task<IReadOnlyList<DestinationFolder>>>? publicTree = null)
    {
        var client = new DavClient(server, signIn);
        try
        {
            return new DavMailbox(client, await new DavDiscovery(client, signIn).RunAsync(cancellationToken).ConfigureAwait(false), publicTree);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public Task<IReadOnlyList<DestinationFolder>> ListFoldersAsync(CancellationToken cancellationToken) => folders.ListAsync(cancellationToken);

    public async Task<DestinationFolder> EnsureFolderAsync(FolderTarget target, CancellationToken cancellationToken)
    {
        var folder = await folders.EnsureAsync(target, cancellationToken).ConfigureAwait(false);
        var index = await IndexAsync(folder, cancellationToken).ConfigureAwait(false);
        return folder with { Mark = SeenMark.Of(index.ReadPaths()) };
    }

    public async Task<IReadOnlyList<ItemReceipt>> WriteItemsAsync(
        DestinationFolder folder, IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return [];
        }

        var index = await IndexAsync(folder, cancellationToken).ConfigureAwait(false);
        var limit = await LimitAsync(folder, cancellationToken).ConfigureAwait(false);
        try
        {
            return await new DavWriter(client, resources, folder, new DavPlaces(folder, index, claims)).WriteAsync(items, limit, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // What is there now shows when the next one looks.
            Forget(folder);
            foreach (var id in items.Select(i => i.Source.Id))
            {
                Release(id);
            }

            throw;
        }
    }

    public async Task<IReadOnlyList<DestinationItem>> FindItemsAsync(DestinationFolder folder, string? sinceMark, CancellationToken cancellationToken)
    {
        var wasThere = SeenMark.Parse(sinceMark);
        return [.. (await resources.FindAsync(folder, cancellationToken).ConfigureAwait(false)).Where(i => !wasThere(i.DestinationId))];
    }

    public Task<IReadOnlyList<DestinationItem>> FindItemsByIdAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        resources.LookUpAsync(folder, ids, cancellationToken);

    public async Task<IReadOnlyList<DestinationContent>> ReadItemsAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var items = await resources.ReadAsync(folder, ids, cancellationToken).ConfigureAwait(false);
        var objects = items.ToDictionary(i => i.Path, i => i.Object!, StringComparer.Ordinal);
        return [.. ids.Select(id => new DestinationContent(id, objects.TryGetValue(id, out var read) ? ItemContent.Of(read.Bytes) : null))];
    }

    /// <summary>None of these kinds has flags.</summary>
    public async Task<IReadOnlyList<string>> ChangeFlagsAsync(DestinationFolder folder, IReadOnlyList<FlagChange> changes, CancellationToken cancellationToken)
    {
        var there = await FindItemsByIdAsync(folder, [.. changes.Select(c => c.DestinationId)], cancellationToken).ConfigureAwait(false);
        return [.. there.Select(i => i.DestinationId)];
    }

    public async Task<IReadOnlyList<MovedItem>> MoveItemsAsync(
        DestinationFolder from, IReadOnlyList<string> ids, DestinationFolder to, CancellationToken cancellationToken)
    {
        Forget(from);
        Forget(to);
        ids.ToList().ForEach(ReleasePath);
        return ids.Count == 0 ? [] : await changes.MoveAsync(from, ids, to, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<string>> RemoveItemsAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        Forget(folder);
        ids.ToList().ForEach(ReleasePath);
        return ids.Count == 0 ? [] : await changes.RemoveAsync(folder, ids, cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> RemoveFolderAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        Forget(folder);
        return folders.RemoveAsync(folder, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return default;
    }

    private static ItemKind[] Of(IReadOnlyList<string> homes, params ItemKind[] kinds) => homes.Count > 0 ? kinds : [];

    private async Task<DavIndex> IndexAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        if (!indexes.TryGetValue(folder.FullName, out var index))
        {
            index = new DavIndex(await resources.FindAsync(folder, cancellationToken).ConfigureAwait(false));
            indexes[folder.FullName] = index;
        }

        return index;
    }

    private async Task<long?> LimitAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        if (!limits.TryGetValue(folder.FullName, out var limit))
        {
            limit = await resources.MaxItemSizeAsync(folder.FullName, cancellationToken).ConfigureAwait(false);
            limits[folder.FullName] = limit;
        }

        return limit;
    }

    private void Forget(DestinationFolder folder) => indexes.TryRemove(folder.FullName, out _);

    private void Release(string sourceId)
    {
        foreach (var claim in claims.Where(c => c.Value == sourceId).ToList())
        {
            ReleasePath(claim.Key);
        }
    }

    private void ReleasePath(string path) => claims.TryRemove(path, out _);
}
