using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using MailKit;
using MailKit.Net.Imap;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>The folders of one mailbox, over MailKit. Exceptions are MailKit's; <see cref="ImapConnection"/> classifies them.</summary>
/// <param name="isPublic">The public folders are meant: the tree below their root.</param>
internal sealed class ImapFolders(ImapClient client, string where, bool isPublic = false)
{
    /// <summary>Attributes of RFC 6154, and <c>\Inbox</c> and <c>\Trash</c> as Kerio 8.5 sends them. Names are localized and say nothing.</summary>
    private static readonly (FolderAttributes Attribute, FolderRole Role)[] Roles =
    [
        (FolderAttributes.Inbox, FolderRole.Inbox),
        (FolderAttributes.Drafts, FolderRole.Drafts),
        (FolderAttributes.Sent, FolderRole.Sent),
        (FolderAttributes.Trash, FolderRole.Deleted),
        (FolderAttributes.Junk, FolderRole.Junk),
        (FolderAttributes.Archive, FolderRole.Archive),
    ];

    private readonly ImapRoot root = new(client, where, isPublic);

    public async Task<IReadOnlyList<DestinationFolder>> ListAsync(CancellationToken cancellationToken)
    {
        var folders = await FoldersAsync(cancellationToken).ConfigureAwait(false);
        return [.. await Task.WhenAll(folders.Select(f => DescribeAsync(f, cancellationToken))).ConfigureAwait(false)];
    }

    /// <summary>The folder of this role, or of this path; missing levels are created.</summary>
    public async Task<DestinationFolder> EnsureAsync(FolderTarget target, CancellationToken cancellationToken)
    {
        var created = false;
        var folder = await FindByRoleAsync(target.Role, cancellationToken).ConfigureAwait(false);
        if (folder is null)
        {
            (folder, created) = await EnsurePathAsync(target.Path, cancellationToken).ConfigureAwait(false);
        }

        if (!CanHoldItems(folder))
        {
            throw Refused(folder.FullName, "it is a mere level of the tree, which holds no messages");
        }

        await folder.StatusAsync(StatusItems.UidNext | StatusItems.UidValidity, cancellationToken).ConfigureAwait(false);
        return await DescribeAsync(folder, cancellationToken).ConfigureAwait(false) with { Created = created, Mark = folder.UidNext is { } next ? new UidMark(folder.UidValidity, next.Id).ToString() : null };
    }

    /// <summary>True when the folder is not there afterwards; false, and nothing done, when something is in it or it has a role.</summary>
    public async Task<bool> RemoveAsync(DestinationFolder wanted, CancellationToken cancellationToken)
    {
        if (await FindAsync(wanted.Path, cancellationToken).ConfigureAwait(false) is not { } folder)
        {
            return true;
        }

        if (RoleOf(folder) != FolderRole.None || !await IsEmptyAsync(folder, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        // Without UNSELECT the folder may still be the one that this connection looks at, and some servers end a session over that.
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, cancellationToken).ConfigureAwait(false);
        await client.Inbox.CloseAsync(false, cancellationToken).ConfigureAwait(false);
        await folder.DeleteAsync(cancellationToken).ConfigureAwait(false);
        await UnsubscribeAsync(folder, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> IsEmptyAsync(IMailFolder folder, CancellationToken cancellationToken)
    {
        if ((await folder.GetSubfoldersAsync(false, cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            return false;
        }

        if (CanHoldItems(folder))
        {
            await folder.StatusAsync(StatusItems.Count, cancellationToken).ConfigureAwait(false);
            return folder.Count == 0;
        }

        return true;
    }

    private static async Task UnsubscribeAsync(IMailFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            // A subscription outlives its folder (RFC 3501, 6.3.6).
            await folder.UnsubscribeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ImapCommandException)
        {
            // A server that forgot it with the folder.
        }
    }

    private async Task<IMailFolder?> FindByRoleAsync(FolderRole role, CancellationToken cancellationToken) => role == FolderRole.None
        ? null
        : (await FoldersAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(f => RoleOf(f) == role);

    private async Task<IReadOnlyList<IMailFolder>> FoldersAsync(CancellationToken cancellationToken)
    {
        var top = await root.FindAsync(cancellationToken).ConfigureAwait(false);
        var folders = await client.GetFoldersAsync(top, StatusItems.None, false, cancellationToken).ConfigureAwait(false);
        return isPublic || folders.Contains(client.Inbox) ? [.. folders] : [client.Inbox, .. folders];
    }

    private async Task<(IMailFolder Folder, bool Created)> EnsurePathAsync(IReadOnlyList<string> path, CancellationToken cancellationToken)
    {
        var known = await FindAsync(path, cancellationToken).ConfigureAwait(false);
        if (known is not null && CanHoldItems(known))
        {
            return (known, false);
        }

        var parent = path.Count == 1 ? await root.OpenAsync(cancellationToken).ConfigureAwait(false) : await EnsureLevelAsync([.. path.Take(path.Count - 1)], cancellationToken).ConfigureAwait(false);
        return (await CreateAsync(parent, path[path.Count - 1], cancellationToken).ConfigureAwait(false), true);
    }

    /// <summary>A level above a folder need not hold messages itself.</summary>
    private async Task<IMailFolder> EnsureLevelAsync(IReadOnlyList<string> path, CancellationToken cancellationToken) =>
        await FindAsync(path, cancellationToken).ConfigureAwait(false)
        ?? (await EnsurePathAsync(path, cancellationToken).ConfigureAwait(false)).Folder;

    /// <summary>One folder by its path: a mailbox may have thousands, and listing them all for each would be slow.</summary>
    private async Task<IMailFolder?> FindAsync(IReadOnlyList<string> path, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetFolderAsync(await root.NameOfAsync(path, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (FolderNotFoundException)
        {
            return null;
        }
    }

    private async Task<IMailFolder> CreateAsync(IMailFolder parent, string name, CancellationToken cancellationToken)
    {
        var folder = await CreateOrGetAsync(parent, name, cancellationToken).ConfigureAwait(false);
        try
        {
            // Mail programs that show subscribed folders only would hide it otherwise.
            await folder.SubscribeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ImapCommandException)
        {
            // A server without subscriptions shows all folders.
        }

        return folder;
    }

    private async Task<IMailFolder> CreateOrGetAsync(IMailFolder parent, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await parent.CreateAsync(name, true, cancellationToken).ConfigureAwait(false)
                ?? throw Refused(Join(parent, name), "the server does not show it after creating it");
        }
        catch (ImapCommandException refusal)
        {
            // "Already exists" has no common wording: whether it does is what counts.
            return await FindChildAsync(parent, name, cancellationToken).ConfigureAwait(false)
                ?? throw Refused(Join(parent, name), refusal.ResponseText ?? refusal.Message, refusal);
        }
        catch (ArgumentException e)
        {
            throw Refused(Join(parent, name), "the name holds characters that no folder name may have", e);
        }
    }

    private static async Task<IMailFolder?> FindChildAsync(IMailFolder parent, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await parent.GetSubfolderAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (FolderNotFoundException)
        {
            return null;
        }
    }

    private MigrationException Refused(string name, string why, Exception? inner = null) => new(
        new Failure(FailureScope.Folder, FailureRemedy.None, Reason.FolderRefused, $"{where} refused the folder {name}: {why}.") { Code = why }, inner);

    private async Task<DestinationFolder> DescribeAsync(IMailFolder folder, CancellationToken cancellationToken) => new()
    {
        FullName = folder.FullName,
        Path = await root.PathOfAsync(folder, cancellationToken).ConfigureAwait(false),
        Role = RoleOf(folder),
        CanHoldItems = CanHoldItems(folder),
    };

    private static FolderRole RoleOf(IMailFolder folder) =>
        ImapRoot.IsInbox(folder.FullName) ? FolderRole.Inbox : Roles.FirstOrDefault(r => (folder.Attributes & r.Attribute) != 0).Role;

    private static bool CanHoldItems(IMailFolder folder) => (folder.Attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) == 0;

    private static string Join(IMailFolder parent, string name) => parent.FullName.Length == 0 ? name : parent.FullName + parent.DirectorySeparator + name;
}
