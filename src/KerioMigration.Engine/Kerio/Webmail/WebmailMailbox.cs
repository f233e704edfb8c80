using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.JsonRpc;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Canonical;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>
/// Notes and distribution lists of one mailbox, through the client API, signed in as its owner; and folders of all kinds. Nothing is sent
/// before it is needed. A folder's full name is its id.
/// </summary>
internal sealed class WebmailMailbox : IDestinationMailbox
{
    private readonly WebmailClient client;
    private readonly WebmailFolders folders;
    private readonly ConcurrentDictionary<string, string> written = new(StringComparer.Ordinal);

    /// <param name="url">Of the JSON-RPC interface.</param>
    /// <param name="options">Their sign-in is not used: the session is opened by a call.</param>
    /// <param name="pace">Of the server, shared with all that ask it.</param>
    /// <param name="isPublic">The public folders are meant, and not the owner's.</param>
    public WebmailMailbox(Uri url, HttpDoorOptions options, NetworkCredential owner, ServerPace pace, bool isPublic = false)
    {
        client = new WebmailClient(options, url, owner, pace);
        PublicFolders = new WebmailFolders(client, WebmailFolders.Public);
        folders = isPublic ? PublicFolders : new WebmailFolders(client);
        Settings = new WebmailSettings(client);
    }

    public DestinationTraits Traits { get; } = new()
    {
        Kinds = [ItemKind.Note, ItemKind.DistributionList],

        // A server may take no more than 2 MB in one request, and JSON grows what it escapes.
        BytesPerWrite = 512 << 10,
        Flags = MessageFlags.None,
    };

    /// <summary>Those that this user may see; making them needs a right of its own.</summary>
    public WebmailFolders PublicFolders { get; }

    /// <summary>Rights, delegates, out of office.</summary>
    public WebmailSettings Settings { get; }

    public Task<IReadOnlyList<DestinationFolder>> ListFoldersAsync(CancellationToken cancellationToken) => folders.ListAsync(cancellationToken);

    public async Task<DestinationFolder> EnsureFolderAsync(FolderTarget target, CancellationToken cancellationToken)
    {
        var folder = await folders.EnsureAsync(target, cancellationToken).ConfigureAwait(false);
        if (target.Kind is not (ItemKind.Note or ItemKind.DistributionList))
        {
            return folder;
        }

        var there = folder.Created ? [] : await EntriesAsync(folder, cancellationToken).ConfigureAwait(false);
        return folder with { Mark = SeenMark.Of(there.Select(IdOf)) };
    }

    public async Task<IReadOnlyList<ItemReceipt>> WriteItemsAsync(DestinationFolder folder, IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken) =>
        items.Count == 0
            ? []
            : await new ItemWriter(client, KindOf(folder), folder.FullName, written).WriteAsync(items, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<DestinationItem>> FindItemsAsync(DestinationFolder folder, string? sinceMark, CancellationToken cancellationToken)
    {
        var wasThere = SeenMark.Parse(sinceMark);
        return [.. (await EntriesAsync(folder, cancellationToken).ConfigureAwait(false)).Where(e => !wasThere(IdOf(e))).Select(e => Describe(folder, e))];
    }

    public async Task<IReadOnlyList<DestinationItem>> FindItemsByIdAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var there = await ByIdAsync(folder, cancellationToken).ConfigureAwait(false);
        return [.. ids.Where(there.ContainsKey).Select(id => Describe(folder, there[id]))];
    }

    public async Task<IReadOnlyList<DestinationContent>> ReadItemsAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var there = await ByIdAsync(folder, cancellationToken).ConfigureAwait(false);
        return [.. ids.Select(id => new DestinationContent(id, there.TryGetValue(id, out var entry) ? ItemContent.Of(CanonicalJson.BytesOf(KindOf(folder).Canonical(entry))) : null))];
    }

    /// <summary>These items have no flags.</summary>
    public async Task<IReadOnlyList<string>> ChangeFlagsAsync(DestinationFolder folder, IReadOnlyList<FlagChange> changes, CancellationToken cancellationToken)
    {
        var there = await ByIdAsync(folder, cancellationToken).ConfigureAwait(false);
        return [.. changes.Select(c => c.DestinationId).Where(there.ContainsKey)];
    }

    public async Task<IReadOnlyList<MovedItem>> MoveItemsAsync(
        DestinationFolder from, IReadOnlyList<string> ids, DestinationFolder to, CancellationToken cancellationToken)
    {
        var there = await ByIdAsync(from, cancellationToken).ConfigureAwait(false);
        var moving = ids.Where(there.ContainsKey).ToList();
        if (moving.Count == 0)
        {
            return [];
        }

        var results = new RpcItemResults(await client.ChangeAsync(
            KindOf(from).Method("move"), new { ids = moving, folder = to.FullName }, cancellationToken).ConfigureAwait(false));
        var refused = moving.Select((_, i) => results.ErrorOf(i)).OfType<RpcError>().Where(e => e.Code != RpcError.NoSuchEntity).ToList();
        if (refused.Count > 0)
        {
            var failure = WebmailFailures.OfItem(refused[0], $"{client.Where} did not move an item");
            throw new MigrationException(failure with { OutcomeUnknown = refused.Count < moving.Count });
        }

        List<MovedItem> moved = [.. moving.Select((id, i) => (Id: id, Input: i)).Where(m => results.ErrorOf(m.Input) is null).Select(m => new MovedItem(m.Id, results.IdOf(m.Input)))];
        if (from.Kind != ItemKind.Note)
        {
            // Where that fails the lists that it is in show it as before, or not at all; the move itself is done.
            await ListLinks.FollowAsync(
                client, moved.Where(m => m.NewDestinationId is not null).ToDictionary(m => m.DestinationId, m => m.NewDestinationId!, StringComparer.Ordinal), cancellationToken)
                .ConfigureAwait(false);
        }

        return moved;
    }

    public async Task<IReadOnlyList<string>> RemoveItemsAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        // Shared by the attempts: what an earlier one removed without getting an answer is gone by this call too.
        var begun = new HashSet<string>(StringComparer.Ordinal);
        await client.RetryAsync(token => RemoveOnceAsync(folder, ids, begun, token), cancellationToken).ConfigureAwait(false);
        return [.. ids.Where(begun.Contains)];
    }

    public Task<bool> RemoveFolderAsync(DestinationFolder folder, CancellationToken cancellationToken) => folders.RemoveAsync(folder.FullName, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await client.SignOutAsync().ConfigureAwait(false);
        client.Dispose();
    }

    private async Task<bool> RemoveOnceAsync(DestinationFolder folder, IReadOnlyList<string> ids, HashSet<string> begun, CancellationToken cancellationToken)
    {
        var there = await ByIdAsync(folder, cancellationToken).ConfigureAwait(false);
        var removing = ids.Where(there.ContainsKey).ToList();
        if (removing.Count == 0)
        {
            return true;
        }

        begun.UnionWith(removing);
        var results = new RpcItemResults(await client.CallOnceAsync(KindOf(folder).Method("remove"), new { ids = removing }, cancellationToken).ConfigureAwait(false));
        var kept = removing.Select((id, i) => (Id: id, Error: results.ErrorOf(i))).Where(r => r.Error is { Code: not RpcError.NoSuchEntity }).ToList();
        begun.ExceptWith(kept.Select(k => k.Id));
        return kept.Count == 0 ? true : throw new MigrationException(WebmailFailures.OfItem(kept[0].Error!, $"{client.Where} did not remove an item"));
    }

    private static WebmailKind KindOf(DestinationFolder folder) => WebmailKind.Of(folder.Kind)
        ?? throw new InvalidOperationException($"{folder.Kind} items do not go through the client API.");

    private static string IdOf(JObject entry) => (string?)entry["id"] ?? "";

    private static DestinationItem Describe(DestinationFolder folder, JObject entry) => new(IdOf(entry), KindOf(folder).KeyOf(entry));

    private async Task<Dictionary<string, JObject>> ByIdAsync(DestinationFolder folder, CancellationToken cancellationToken) =>
        (await EntriesAsync(folder, cancellationToken).ConfigureAwait(false)).ToDictionary(IdOf, StringComparer.Ordinal);

    /// <summary>All of the folder, for it says what is in this folder and no other; nothing, when the folder is gone.</summary>
    private async Task<IReadOnlyList<JObject>> EntriesAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        var kind = KindOf(folder);
        try
        {
            var all = await client.ListAsync(kind.Method("get"), [folder.FullName], kind.Fields, cancellationToken).ConfigureAwait(false);
            return [.. all.Where(kind.IsMeant)];
        }
        catch (MigrationException e) when (WebmailFailures.IsGone(e.Failure))
        {
            return [];
        }
    }
}
