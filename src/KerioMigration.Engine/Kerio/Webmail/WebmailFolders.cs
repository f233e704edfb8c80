using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.JsonRpc;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>
/// The folders of one mailbox, or the public ones, of every kind. Default folders are found by type and subtype: names are in the language of the server.
/// </summary>
/// <param name="listing">The method that lists them.</param>
internal sealed class WebmailFolders(WebmailClient client, string listing = WebmailFolders.Own)
{
    public const string Own = "Folders.get";
    public const string Public = "Folders.getPublic";

    public async Task<WebmailTree> ReadAsync(CancellationToken cancellationToken) =>
        new(await client.CallAsync(listing, null, cancellationToken).ConfigureAwait(false));

    public async Task<IReadOnlyList<DestinationFolder>> ListAsync(CancellationToken cancellationToken)
    {
        var tree = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. tree.Folders.Select(f => Describe(tree, f, f.Kind))];
    }

    /// <summary>Finds or creates the folder and each level above it; all levels that are missing become folders of its kind.</summary>
    /// <exception cref="MigrationException">Scope Folder: the name was refused, or stands for a folder of another kind.</exception>
    public Task<DestinationFolder> EnsureAsync(FolderTarget target, CancellationToken cancellationToken) =>
        client.RetryAsync(token => EnsureOnceAsync(target, token), cancellationToken);

    /// <summary>True when the folder is not there afterwards; false, and nothing done, when something is in it or it is a special one.</summary>
    public Task<bool> RemoveAsync(string folderId, CancellationToken cancellationToken) =>
        client.RetryAsync(token => RemoveOnceAsync(folderId, token), cancellationToken);

    private async Task<DestinationFolder> EnsureOnceAsync(FolderTarget target, CancellationToken cancellationToken)
    {
        var tree = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var kind = WebmailFolder.FolderKindOf(target.Kind);
        if (tree.Find(target.Role) is { } special && special.Kind == kind)
        {
            return Describe(tree, special, target.Kind);
        }

        WebmailFolder? folder = null;
        var created = false;
        for (var depth = 1; depth <= target.Path.Count; depth++)
        {
            var parent = folder;
            var name = target.Path[depth - 1];
            folder = tree.Child(parent, name);
            if (folder is null)
            {
                (tree, folder) = await CreateAsync(tree, parent, name, target, cancellationToken).ConfigureAwait(false);
                created = true;
            }
        }

        return folder!.Kind == kind
            ? Describe(tree, folder, target.Kind) with { Created = created }
            : throw Refused(target, $"there is a folder of that name which holds {folder.Kind} items");
    }

    private async Task<(WebmailTree Tree, WebmailFolder Folder)> CreateAsync(
        WebmailTree tree, WebmailFolder? parent, string name, FolderTarget target, CancellationToken cancellationToken)
    {
        var type = WebmailFolder.TypeOf(target.Kind) ?? throw Refused(target, $"Kerio Connect has no folders for {target.Kind} items");
        var result = new RpcItemResults(await client.CallOnceAsync(
            "Folders.create", new JObject { ["folders"] = new JArray(NewFolder(name, type, parent?.Id ?? tree.RootId)) }, cancellationToken).ConfigureAwait(false));
        tree = await ReadAsync(cancellationToken).ConfigureAwait(false);

        // With "already exists" somebody else made it in this moment: whether it is there is what counts.
        return tree.Child(parent, name) is { } folder ? (tree, folder)
            : result.FirstError is { } error ? throw new MigrationException(WebmailFailures.OfFolder(error, $"{client.Where} refused the folder {FolderPath.Join(target.Path)}"))
            : throw Refused(target, "the server does not show it after creating it");
    }

    // The shape that the web client sends: mail folders come with all members.
    private JObject NewFolder(string name, string type, string parentId)
    {
        var folder = new JObject { ["name"] = name, ["type"] = type };
        if (parentId.Length > 0)
        {
            folder["parentId"] = parentId;
        }

        if (type == WebmailFolder.Mail)
        {
            folder.Add("id", "");
            folder.Add("placeType", listing == Public ? "FPlacePublic" : "FPlaceMailbox");
            folder.Add("access", "FAccessAdmin");
            folder.Add("ownerName", "");
            folder.Add("subType", "FSubNone");
            folder.Add("checked", false);
            folder.Add("color", "");
        }

        return folder;
    }

    private async Task<bool> RemoveOnceAsync(string folderId, CancellationToken cancellationToken)
    {
        var tree = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (tree.Find(folderId) is not { } folder)
        {
            return true;
        }

        if (folder.IsSpecial || tree.HasChildren(folder) || await CountAsync(folder, cancellationToken).ConfigureAwait(false) > 0)
        {
            return false;
        }

        var result = new RpcItemResults(await client.CallOnceAsync("Folders.remove", new { ids = new[] { folderId }, recursive = false }, cancellationToken).ConfigureAwait(false));
        return result.ErrorOf(0) is not { } error || error.Code is RpcError.NoSuchEntity or WebmailFailures.NoSuchFolder
            ? true
            : throw new MigrationException(WebmailFailures.OfFolder(error, $"{client.Where} did not remove the folder {FolderPath.Join(tree.PathOf(folder))}"));
    }

    /// <summary>Everything in it, of whatever kind: contacts stand beside lists.</summary>
    private async Task<long> CountAsync(WebmailFolder folder, CancellationToken cancellationToken)
    {
        var method = folder.Kind switch
        {
            ItemKind.Contact => "Contacts.get",
            ItemKind.Calendar => "Events.get",
            ItemKind.Task => "Tasks.get",
            ItemKind.Note => "Notes.get",
            _ => "Mails.get",
        };
        var query = new { fields = new[] { "id" }, start = 0, limit = 1 };
        var answer = await client.CallAsync(method, new { folderIds = new[] { folder.Id }, query }, cancellationToken).ConfigureAwait(false);
        return (long?)answer["totalItems"] ?? (answer["list"] as JArray)?.Count ?? 0;
    }

    private static DestinationFolder Describe(WebmailTree tree, WebmailFolder folder, ItemKind kind) => new()
    {
        FullName = folder.Id,
        Path = tree.PathOf(folder),
        Role = folder.Role,
        Kind = kind,
    };

    private MigrationException Refused(FolderTarget target, string why) => new(
        new Failure(FailureScope.Folder, FailureRemedy.None, Reason.FolderRefused, $"{client.Where} has no place for the folder {FolderPath.Join(target.Path)}: {why}."));
}
