using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>Lists the folder tree of a mailbox.</summary>
internal sealed class FolderListing(EwsClient client, OpenedMailbox mailbox)
{
    /// <summary>Asks for one level after the other: public folders refuse to be searched in depth.</summary>
    public bool ByLevels { get; init; }

    public async Task<IReadOnlyList<FolderRef>> ListAsync(CancellationToken cancellationToken) =>
        Arrange(await FetchAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>All folders below the root, in any order, search folders included.</summary>
    public async Task<IReadOnlyList<EwsFolder>> FetchAsync(CancellationToken cancellationToken)
    {
        if (ByLevels)
        {
            return await WalkAsync(cancellationToken).ConfigureAwait(false);
        }

        var deep = await FindAsync(mailbox.RootId, deep: true, cancellationToken).ConfigureAwait(false);
        return deep.IsWhole ? deep.Folders : await WalkAsync(cancellationToken).ConfigureAwait(false);
    }

    // A mailbox of 751 folders was seen to answer Deep with the same empty page for ever: then level by level.
    private async Task<IReadOnlyList<EwsFolder>> WalkAsync(CancellationToken cancellationToken)
    {
        List<EwsFolder> all = [];
        Queue<string> open = new([mailbox.RootId]);
        HashSet<string> seen = new(StringComparer.Ordinal) { mailbox.RootId };
        while (open.Count > 0)
        {
            var level = await FindAsync(open.Dequeue(), deep: false, cancellationToken).ConfigureAwait(false);
            foreach (var folder in level.Folders.Where(f => seen.Add(f.Id)))
            {
                all.Add(folder);
                if (folder.ChildFolderCount > 0)
                {
                    open.Enqueue(folder.Id);
                }
            }
        }

        return all;
    }

    private async Task<(List<EwsFolder> Folders, bool IsWhole)> FindAsync(string root, bool deep, CancellationToken cancellationToken)
    {
        List<EwsFolder> folders = [];
        int? offset = 0;
        var isWhole = true;
        while (offset is { } at)
        {
            var operation = new FindFolder(EwsFolderId.Of(root), deep, at);
            var response = await client.SendSingleAsync(operation, mailbox.Context, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
            if (response.Error is { } error && response.Payload is null)
            {
                throw new MigrationException(client.Classify(error, FailureScope.Mailbox, mailbox.Context));
            }

            // A second server leaves out the whole RootFolder when there is nothing in it.
            var page = response.Payload ?? new Page<EwsFolder>([], null, true);
            folders.AddRange(page.Entries);
            offset = page.After(at);
            isWhole = offset is not null || page.IncludesLast;
        }

        return (folders, isWhole);
    }

    /// <summary>Parents before children, without search folders.</summary>
    public List<FolderRef> Arrange(IReadOnlyList<EwsFolder> folders)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { mailbox.RootId };
        var users = folders.Where(f => !f.IsSearchFolder && f.Id.Length > 0 && seen.Add(f.Id)).ToList();
        var known = new HashSet<string>(users.Select(f => f.Id), StringComparer.Ordinal);
        var children = users.ToLookup(f => known.Contains(f.ParentId) && f.ParentId != f.Id ? f.ParentId : mailbox.RootId, StringComparer.Ordinal);
        List<FolderRef> arranged = [];
        Stack<(string Parent, IReadOnlyList<string> Path, bool Hidden, FolderRole Role)> open = new();
        open.Push((mailbox.RootId, [], false, FolderRole.None));
        while (open.Count > 0)
        {
            var (parent, path, hidden, role) = open.Pop();
            foreach (var folder in children[parent])
            {
                var entry = Describe(folder, parent, path, hidden, role);
                arranged.Add(entry);
                open.Push((folder.Id, entry.Path, entry.IsHidden, entry.Role));
            }
        }

        return arranged;
    }

    private FolderRef Describe(EwsFolder folder, string parent, IReadOnlyList<string> path, bool hiddenAbove, FolderRole above)
    {
        var role = mailbox.Roles.TryGetValue(folder.Id, out var known) ? known : FolderRole.None;
        return new FolderRef
        {
            Id = folder.Id,
            ParentId = parent,
            DisplayName = folder.DisplayName,
            Path = [.. path, folder.DisplayName],
            FolderClass = folder.FolderClass,
            // The children of Sync Issues have names of their own only from 2013 on; they are logs in any version.
            Role = role == FolderRole.None && above == FolderRole.SyncIssues ? FolderRole.SyncIssues : role,
            Kind = ItemClasses.KindOfFolder(folder.FolderClass),
            ItemCount = folder.TotalCount,
            Size = folder.Size,
            IsHidden = hiddenAbove || folder.IsHidden || ItemClasses.IsMachinery(folder.FolderClass),
        };
    }
}
