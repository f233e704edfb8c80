using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>The rights on folders of one mailbox, given by its owner. One call at a time.</summary>
/// <param name="owner">The owner's address: who has everything needs no entry.</param>
internal sealed class WebmailRights(WebmailMailbox mailbox, string owner)
{
    private const string Group = "ptGroup";
    private const string Domain = "ptDomain";

    private static readonly string[] Receivers = [Principal.User, "ptResource", Group];

    private readonly Dictionary<string, Principal?> principals = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<DestinationFolder>? folders;

    // Of the last folder: each who was wanted is known here.
    private bool isAllFound;

    /// <inheritdoc cref="IFolderRights.GrantAsync"/>
    public async Task<GrantedRights> GrantAsync(FolderTarget target, IReadOnlyList<WantedRight> wanted, PartRecord record, CancellationToken cancellationToken)
    {
        folders ??= await mailbox.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
        var folder = Find(folders, target);
        if (folder is null && !record.IsPreview)
        {
            throw new MigrationException(new Failure(
                FailureScope.Folder, FailureRemedy.None, Reason.FolderRefused, "Kerio Connect does not show the folder to its web client."));
        }

        List<string> losses = [];
        var found = WithoutDoubtfulGroups(await MatchAsync(wanted, losses, cancellationToken).ConfigureAwait(false), losses);
        var isComplete = isAllFound;
        var given = record.Of(MailboxPart.Permission).Where(e => e.Place == folder?.FullName).ToList();
        var there = (found.Count == 0 && given.Count == 0) || folder is null ? [] : await mailbox.Settings.ReadPermissionsAsync(folder.FullName, cancellationToken).ConfigureAwait(false);
        List<FolderPermission> missing = [];
        List<PartEntry> entries = [];
        HashSet<string> stale = [];
        foreach (var (right, principal) in found)
        {
            var access = LevelOf(right.Access);
            var before = there.Where(p => p.Principal.IsSame(principal)).Select(p => (FolderAccess?)p.Access).Max();
            var own = there.FirstOrDefault(p => !p.Inherited && p.Principal.IsSame(principal));
            var first = given.Find(e => e.Name == principal.Key && e.After == own?.Level);
            if (there.FirstOrDefault(p => p.Inherited && p.Principal.IsSame(principal)) is { } inherited)
            {
                // One that is written beside it fails all of the folder.
                losses.AddRange(inherited.Access == access ? [] : [$"{right.Who}: has {inherited.Level} there already from the public root, which cannot be changed in a folder below it"]);
            }
            else if (first is not null && before == own!.Access && before > access && RankOf(first.Before) < (int)access && record.MayWithdraw)
            {
                missing.Add(new FolderPermission(principal, access.Value));
                entries.Add(new PartEntry(MailboxPart.Permission, folder!.FullName, principal.Key, own.Level, missing[missing.Count - 1].Level));
            }
            else if (first is not null && before == own!.Access && (access is null || (before > access && RankOf(first.Before) >= (int)access)))
            {
                stale.Add(principal.Key);
            }
            else if (before is not null && (access is null || before > access))
            {
                losses.Add($"{right.Who}: has {before} there already, which goes further and was left as it is");
            }
            else if (access is { } missed && before != missed)
            {
                missing.Add(new FolderPermission(principal, missed));
                entries.Add(new PartEntry(MailboxPart.Permission, folder?.FullName ?? "", principal.Key, own?.Level ?? "", missing[missing.Count - 1].Level));
            }
        }

        var isReal = await record.IntendAsync(entries, cancellationToken).ConfigureAwait(false);
        await (missing.Count == 0 || !isReal ? Task.CompletedTask : mailbox.Settings.GrantAsync(folder!.FullName, missing, cancellationToken)).ConfigureAwait(false);
        stale.UnionWith(given.Select(e => e.Name).Where(n => !found.Exists(f => f.Principal.Key == n)));
        return new GrantedRights(missing.Count, losses)
        {
            Stale = [.. there.Where(p => !p.Inherited && stale.Contains(p.Principal.Key)).SelectMany(p => given
                .Where(e => e.Name == p.Principal.Key && given.Exists(g => g.Name == e.Name && g.After == p.Level)).Select(e => new StalePart(e, p.Principal.Name)))],
            IsComplete = isComplete,
        };
    }

    private static int RankOf(string level) => Enum.TryParse<FolderAccess>(level, out var access) ? (int)access : -1;

    /// <summary>Each principal once. Where two of the source are one here, the lesser right is the one that both have.</summary>
    private async Task<List<(WantedRight Right, Principal Principal)>> MatchAsync(
        IReadOnlyList<WantedRight> wanted, List<string> losses, CancellationToken cancellationToken)
    {
        List<(WantedRight Right, Principal Principal)> found = [];
        isAllFound = true;
        foreach (var right in wanted.Where(w => !string.Equals(w.Address, owner, StringComparison.OrdinalIgnoreCase)).OrderBy(w => RankOf(w.Access)))
        {
            var principal = await FindPrincipalAsync(right, cancellationToken).ConfigureAwait(false);
            var isMeant = principal is not null && (right.IsUser ? principal.Type == Principal.User : right.IsDomain || Receivers.Contains(principal.Type));
            isAllFound &= isMeant;
            if (!isMeant && right.Access is null)
            {
                continue;
            }

            if (!isMeant)
            {
                losses.Add($"{right.Who}: Kerio Connect knows no {(right.IsUser ? "user" : right.IsDomain ? "domain" : "user or group")} {right.Address}; a later run gives the right when it does");
            }
            else if (found.Find(f => f.Principal.IsSame(principal!)).Right is not { } lesser)
            {
                found.Add((right, principal!));
            }
            else if (RankOf(lesser.Access) < RankOf(right.Access))
            {
                losses.Add($"{right.Who}: is the same at the destination as {lesser.Who}, whose lesser right counts");
            }
        }

        return found;
    }

    /// <summary>
    /// At the source a user's own entry counts before those of groups, also when it gives less. Here it may not, and who is in a group is not
    /// known.
    /// </summary>
    private static List<(WantedRight Right, Principal Principal)> WithoutDoubtfulGroups(
        List<(WantedRight Right, Principal Principal)> found, List<string> losses)
    {
        var least = found.Where(f => f.Principal.Type == Principal.User).Select(f => (int?)RankOf(f.Right.Access)).Min() ?? int.MaxValue;
        var doubtful = found.Where(f => f.Principal.Type is Group or Domain && RankOf(f.Right.Access) > least).ToList();
        losses.AddRange(doubtful.Select(d => $"{d.Right.Who}: {(d.Right.IsDomain ? "means many" : "is a group")}, and somebody who may be in it has less by name; not given"));
        return [.. found.Except(doubtful)];
    }

    private static int RankOf(AccessLevel? access) => access is { } level ? (int)level : -1;

    private async Task<Principal?> FindPrincipalAsync(WantedRight right, CancellationToken cancellationToken)
    {
        if (!principals.TryGetValue(right.Address, out var principal))
        {
            principal = await (right.IsDomain ? mailbox.Settings.FindDomainAsync(right.Address, cancellationToken) : mailbox.Settings.FindPrincipalAsync(right.Address, cancellationToken))
                .ConfigureAwait(false);
            principals[right.Address] = principal;
        }

        return principal;
    }

    /// <summary>Other doors call the inbox INBOX, whatever its name is here.</summary>
    private static DestinationFolder? Find(IReadOnlyList<DestinationFolder> folders, FolderTarget target)
    {
        var kind = WebmailFolder.FolderKindOf(ItemKinds.FolderKind(target.Kind));
        var candidates = folders.Where(f => f.Kind == kind).ToList();
        var inbox = candidates.Find(f => f.Role == FolderRole.Inbox);
        var isBelowInbox = inbox is not null && string.Equals(target.Path[0], "INBOX", StringComparison.OrdinalIgnoreCase);
        IReadOnlyList<string> path = isBelowInbox ? [.. inbox!.Path, .. target.Path.Skip(1)] : target.Path;
        return (target.Role == FolderRole.None ? null : candidates.Find(f => f.Role == target.Role))
            ?? candidates.Find(f => f.Path.SequenceEqual(path, StringComparer.Ordinal));
    }

    private static FolderAccess? LevelOf(AccessLevel? level) => level switch
    {
        AccessLevel.Administration => FolderAccess.Admin,
        AccessLevel.Writing => FolderAccess.ReadWrite,
        AccessLevel.Reading => FolderAccess.ReadOnly,
        AccessLevel.Listing => FolderAccess.ListingOnly,
        _ => null,
    };
}
