using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>Brings over what others may do in the folders of one mailbox. Never fails the mailbox: its items are carried.</summary>
/// <param name="owner">The owner's address at the destination.</param>
/// <param name="record">Of this mailbox.</param>
/// <param name="withdrawal">As <paramref name="record"/>.</param>
internal sealed class RightsTransfer(PartContext context, PartEvents events, string owner, PartRecord record, Withdrawal withdrawal)
{
    // What every calendar has at the source unless somebody changes it.
    private const FolderAbilities Usual = FolderAbilities.SeeTimes;

    private readonly GranteeMatching matching = new(context);
    private readonly HashSet<string> open = [];

    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task CarryAsync(ISourceMailbox source, PartDestination destination, IReadOnlyList<FolderPlan> plans, CancellationToken cancellationToken)
    {
        var carried = plans.Where(p => p.Target is not null).ToList();
        events.Begin(MailboxPart.Permission);
        if (destination.Rights is not { } rights)
        {
            events.Held(MailboxPart.Permission, destination.Obstacle);
            return;
        }

        try
        {
            var read = await source.ReadRightsAsync([.. carried.Select(p => p.Source)], cancellationToken).ConfigureAwait(false);
            if (await AwaitsAsync(read, cancellationToken).ConfigureAwait(false))
            {
                events.Wait(MailboxPart.Permission);
                return;
            }

            foreach (var (plan, found) in carried.Zip(read, (plan, found) => (plan, found)))
            {
                await CarryAsync(rights, plan, found, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            events.Held(MailboxPart.Permission, e.Failure);
        }
    }

    /// <summary>Somebody named in them is not there yet. Also one who gets nothing: what groups get depends on it.</summary>
    private async Task<bool> AwaitsAsync(IEnumerable<FolderRights> read, CancellationToken cancellationToken)
    {
        foreach (var entry in read.SelectMany(r => r.Entries).Where(e => e is { Grantee: Grantee.Named, Address.Length: > 0 }))
        {
            if (!context.IsLast && (await matching.MatchAsync(entry.Address, cancellationToken).ConfigureAwait(false)).MayCome)
            {
                return true;
            }
        }

        return false;
    }

    private async Task CarryAsync(IFolderRights rights, FolderPlan plan, FolderRights found, CancellationToken cancellationToken)
    {
        var path = FolderPath.Join(plan.Source.Path);
        try
        {
            if (found.Failure is { } failure)
            {
                throw new MigrationException(failure);
            }

            List<string> losses = events.ArePublic ? [.. new PublicReaders(events, owner).Losses(found)] : [];
            var (wanted, isComplete) = await WantAsync(found, losses, cancellationToken).ConfigureAwait(false);
            var isIdle = wanted.Count == 0 && record.Of(MailboxPart.Permission).Count == 0;
            var granted = isIdle ? new GrantedRights(0, []) : await rights.GrantAsync(plan.Target!, wanted, record, cancellationToken).ConfigureAwait(false);
            var isAllowed = record.MayWithdraw && isComplete && granted.IsComplete;
            var (withdrawn, left) = await withdrawal.RunAsync(granted.Stale, isAllowed, cancellationToken).ConfigureAwait(false);
            events.Carried(MailboxPart.Permission, path, granted.Count + withdrawn, [.. losses, .. granted.Losses, .. left], open);
        }
        catch (MigrationException e) when (e.Failure.Scope is FailureScope.Folder or FailureScope.Item)
        {
            events.Failed(MailboxPart.Permission, path, e.Failure);
        }
    }

    /// <returns>Also whether everybody whom the source names is known.</returns>
    private async Task<(IReadOnlyList<WantedRight> Wanted, bool IsComplete)> WantAsync(FolderRights found, List<string> losses, CancellationToken cancellationToken)
    {
        List<WantedRight> wanted = [];
        var isComplete = true;
        foreach (var entry in found.Entries.Where(e => e.Grantee == Grantee.Named || e.Abilities != FolderAbilities.None))
        {
            var right = await WantAsync(entry, losses, cancellationToken).ConfigureAwait(false);
            wanted.AddRange(right is null ? [] : [right]);
            isComplete &= entry.Grantee != Grantee.Named || await IsKnownAsync(entry, cancellationToken).ConfigureAwait(false);
        }

        if (found.OrphanCount > 0)
        {
            losses.Add(FormattableString.Invariant($"entries of users who are no more: {found.OrphanCount}"));
        }

        return (wanted, isComplete);
    }

    private async Task<bool> IsKnownAsync(FolderRight entry, CancellationToken cancellationToken) =>
        entry.Address.Length > 0 && (await matching.MatchAsync(entry.Address, cancellationToken).ConfigureAwait(false)).Address is not null;

    private async Task<WantedRight?> WantAsync(FolderRight entry, List<string> losses, CancellationToken cancellationToken)
    {
        if (entry.Grantee != Grantee.Named)
        {
            return WantOfAll(entry, losses);
        }

        if (entry.Address.Length == 0)
        {
            losses.Add($"{entry}: has no mail address at the source");
            return null;
        }

        var matched = await matching.MatchAsync(entry.Address, cancellationToken).ConfigureAwait(false);
        if (string.Equals(matched.Address, owner, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var mapped = MappedRight.Of(entry.Abilities, context.Options.AllowWiderPermission);
        if (matched.Address is null)
        {
            IReadOnlyList<string> absent = mapped.Access is null ? [] : [$"{entry}: {Absent(matched)}"];
            losses.AddRange(absent);
            open.UnionWith(matched.MayCome ? absent : []);
        }
        else if (mapped.Describe() is { Length: > 0 } difference)
        {
            losses.Add($"{entry}: {difference}");
        }

        return matched.Address is { } address ? new WantedRight(entry.ToString(), address, matched.IsUser, mapped.Access) : null;
    }

    private static string Absent(MatchedGrantee matched) => matched.MayCome
        ? "has no account at the destination, which this run was to make; a later run gives the right"
        : "has no account at the destination, or a disabled one; a later run gives the right when there is one, after a cut-over with -Force alone";

    /// <summary>
    /// Everybody at the destination need not be everybody at the source: who are in the owner's domain get it on request alone, and never
    /// more than it is.
    /// </summary>
    private WantedRight? WantOfAll(FolderRight entry, List<string> losses)
    {
        var mapped = MappedRight.Of(entry.Abilities, allowWider: false);
        var domain = owner.Substring(owner.LastIndexOf('@') + 1);
        var canBeGiven = entry.Grantee == Grantee.Default && mapped.Access is AccessLevel.Reading or AccessLevel.Writing;
        if (canBeGiven && context.Options.AllowWiderPermission)
        {
            losses.Add(string.Join("; ", new[] { $"{entry}: stands for everybody of {domain} here", mapped.Describe() }.Where(t => t.Length > 0)));
            return new WantedRight(entry.ToString(), domain, IsUser: false, mapped.Access) { IsDomain = true };
        }

        losses.AddRange(entry.Abilities == Usual ? []
            : canBeGiven ? [$"{entry}: is not given; -AllowWiderPermission gives it to everybody of {domain}"]
            : [$"{entry}: is not given; share the folder with whom it is meant for"]);
        return null;
    }
}
