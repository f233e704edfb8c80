using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// The organization's public folders, read as the account that is signed in: nobody can be impersonated to them. Opened by the first call; holds no
/// connection of its own.
/// </summary>
internal sealed class ExchangePublicFolders : ISourceMailbox
{
    private readonly Func<CancellationToken, Task<EwsClient>> connect;
    private readonly Func<EwsClient, PublicRoutes> findRoutes;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly ConcurrentDictionary<string, PublicRoute?> folders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PublicRoute?> items = new(StringComparer.Ordinal);
    private Session? opened;

    public ExchangePublicFolders(Func<CancellationToken, Task<EwsClient>> connect, Func<EwsClient, PublicRoutes> findRoutes)
    {
        this.connect = connect;
        this.findRoutes = findRoutes;
    }

    public MailboxRef Mailbox => MailboxRef.PublicFolders;

    public IMailboxSettings? Settings => null;

    public async Task<IReadOnlyList<FolderRef>> ListFoldersAsync(CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var listing = new FolderListing(session.Client, session.Root) { ByLevels = true };
        var found = (await listing.FetchAsync(cancellationToken).ConfigureAwait(false)).ToList();
        foreach (var folder in found)
        {
            folders[folder.Id] = await session.Routes.FindContentsAsync(folder.Replicas, cancellationToken).ConfigureAwait(false);
        }

        var arranged = listing.Arrange(await CountAsync(session, found, cancellationToken).ConfigureAwait(false));

        // Among those of a whole organization there are many of the same name.
        FolderRef[] named = [.. arranged.Select(f => f with { NameAlone = string.Join(" - ", f.Path) })];
        return await new MisplacedCounting(session.Client).CountAsync(
            named, f => session.RootOf(folders[f.Id] ?? session.Root.Context.Route), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How many folders the account sees at the top of the tree; reads no further.</summary>
    /// <exception cref="MigrationException">Scope Mailbox: there are none for it.</exception>
    internal async Task<int> CountTopAsync(CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var operation = new FindFolder(EwsFolderId.Of(session.Root.RootId), deep: false, 0);
        var top = await session.Client.SendSingleAsync(operation, session.Root.Context, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
        return top.Error is { } error && top.Payload is null
            ? throw new MigrationException(session.Client.Classify(error, FailureScope.Mailbox, session.Root.Context))
            : top.Payload?.Entries.Count(f => !f.IsSearchFolder) ?? 0;
    }

    /// <summary>Public folders have no archive.</summary>
    public Task<IReadOnlyList<FolderRef>> ListArchiveAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<FolderRef>>([]);

    public async Task<ChangePage> ListChangesAsync(FolderRef folder, string? cursor, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (!folders.ContainsKey(folder.Id))
        {
            await ListFoldersAsync(cancellationToken).ConfigureAwait(false);
        }

        var tree = session.Root.Context.Route;
        var route = folders.TryGetValue(folder.Id, out var known) ? known ?? tree : tree;
        var context = session.Root.Context with { Route = route, ListsEnds = folder.Kind == ItemKind.Calendar };
        var page = await new FolderWalk(session.Client, context).ListAsync(folder.Id, cursor, cancellationToken).ConfigureAwait(false);
        foreach (var change in route == tree ? [] : page.Changes)
        {
            items[change.Item.Id] = route;
        }

        // Where the contents are is not known: those of another mailbox may look like none at all.
        return tree is not null && route == tree ? page with { Inventory = Inventory.None } : page;
    }

    public async Task<IReadOnlyList<SourceItem>> ReadItemsAsync(IReadOnlyList<ItemRef> items, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var results = new SourceItem?[items.Count];
        try
        {
            foreach (var part in Enumerable.Range(0, items.Count).GroupBy(i => RouteOf(session, items[i])))
            {
                await ReadAsync(session, part.Key, items, [.. part], results, cancellationToken).ConfigureAwait(false);
            }

            await SearchAsync(session, items, results, cancellationToken).ConfigureAwait(false);
            return results!;
        }
        catch
        {
            Array.ForEach(results, r => r?.Dispose());
            throw;
        }
    }

    public async Task<IReadOnlyList<FolderRights>> ReadRightsAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await new FolderQuestion<FolderRights>(session.Client, session.Root, ids => new GetPermissions(ids), f => new FolderRights { Failure = f }).ReadAsync(folders, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<FolderDirectoryEntry>> ReadDirectoryAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await new FolderQuestion<FolderDirectoryEntry>(session.Client, session.Root, ids => new GetFolderDirectory(ids), f => new FolderDirectoryEntry { Failure = f }).ReadAsync(folders, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        gate.Dispose();
        return default;
    }

    private static async Task ReadAsync(
        Session session, PublicRoute? route, IReadOnlyList<ItemRef> items, IReadOnlyList<int> part, SourceItem?[] results, CancellationToken cancellationToken)
    {
        var read = await session.ReadingOf(route).ReadAsync([.. part.Select(i => items[i])], cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < part.Count; i++)
        {
            results[part[i]]?.Dispose();
            results[part[i]] = read[i];
        }
    }

    /// <summary>Items that were not listed this time may be in any of the mailboxes.</summary>
    private async Task SearchAsync(Session session, IReadOnlyList<ItemRef> asked, SourceItem?[] results, CancellationToken cancellationToken)
    {
        if (session.Root.Context.Route is null || !asked.Where(IsMissing).Any())
        {
            return;
        }

        if (folders.IsEmpty)
        {
            await ListFoldersAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var route in folders.Values.OfType<PublicRoute>().Distinct())
        {
            var missing = Enumerable.Range(0, asked.Count).Where(i => IsMissing(asked[i], i)).ToList();
            await (missing.Count == 0 ? Task.CompletedTask : ReadAsync(session, route, asked, missing, results, cancellationToken)).ConfigureAwait(false);
        }

        bool IsMissing(ItemRef item, int index) => results[index]?.Failure?.Reason is Reason.ItemNotFound or Reason.MailboxUnavailable && !items.ContainsKey(item.Id);
    }

    private PublicRoute? RouteOf(Session session, ItemRef item) => items.TryGetValue(item.Id, out var route) ? route : session.Root.Context.Route;

    /// <summary>The tree counts the contents of its own mailbox; the others are asked for theirs, for the plan's sake.</summary>
    private async Task<IReadOnlyList<EwsFolder>> CountAsync(Session session, List<EwsFolder> found, CancellationToken cancellationToken)
    {
        var elsewhere = found.Select((folder, index) => (folder, index))
            .Where(f => folders[f.folder.Id] is not null).GroupBy(f => folders[f.folder.Id]).ToList();
        foreach (var part in elsewhere)
        {
            var context = session.Root.Context with { Route = part.Key };
            var asked = part.ToList();
            var operation = new GetFolder([.. asked.Select(f => EwsFolderId.Of(f.folder.Id))]);
            var counted = await session.Client.SendAsync(operation, context, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
            foreach (var (place, answer) in asked.Zip(counted, (f, a) => (f, a.Payload)))
            {
                found[place.index] = answer is null ? place.folder : place.folder with { TotalCount = answer.TotalCount, Size = answer.Size };
            }
        }

        return found;
    }

    private async Task<Session> OpenAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref opened) is { } known)
        {
            return known;
        }

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return opened ??= await ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The first request tells the server's version, and whether the sign-in is right.</summary>
    private async Task<Session> ConnectAsync(CancellationToken cancellationToken)
    {
        var client = await connect(cancellationToken).ConfigureAwait(false);
        var routes = findRoutes(client);
        MigrationException? refusal = null;
        try
        {
            var root = await OpenedMailbox.OpenPublicAsync(client, null, cancellationToken).ConfigureAwait(false);
            return client.Version is { Major: >= 15 } && await routes.FindTreeAsync(cancellationToken).ConfigureAwait(false) is { } tree
                ? new Session(client, root with { Context = root.Context with { Route = tree } }, routes)
                : new Session(client, root, routes);
        }
        catch (MigrationException e) when (e.Failure.Reason == Reason.MailboxUnavailable && client.Version is not { Major: < 15 })
        {
            refusal = e;
        }

        var route = await routes.FindTreeAsync(cancellationToken).ConfigureAwait(false) ?? throw new MigrationException(refusal.Failure, refusal);
        return new Session(client, await OpenedMailbox.OpenPublicAsync(client, route, cancellationToken).ConfigureAwait(false), routes);
    }

    private sealed record Session(EwsClient Client, OpenedMailbox Root, PublicRoutes Routes)
    {
        private readonly ConcurrentDictionary<string, ItemReading> readings = new(StringComparer.Ordinal);

        /// <summary>Keeps what it has learned; safe from any thread.</summary>
        public ItemReading ReadingOf(PublicRoute? route) =>
            readings.GetOrAdd(route?.Mailbox ?? "", _ => new ItemReading(Client, RootOf(route)));

        /// <summary>The tree, with its contents in that mailbox.</summary>
        public OpenedMailbox RootOf(PublicRoute? route) => Root with { Context = Root.Context with { Route = route } };
    }
}
