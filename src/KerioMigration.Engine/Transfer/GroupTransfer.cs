using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Brings distribution groups over, after the mailboxes of a run: groups of accounts with the same people. Members are only ever added. A
/// group fails alone and without an end to anything else.
/// </summary>
/// <remarks>
/// People outside the organization are told and left out. A mailing list could hold them, but greets its members by mail, and whether that
/// can be prevented is not known: a migration writes to nobody.
/// </remarks>
internal sealed class GroupTransfer(MigrationContext context)
{
    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (context.Options.IncludeGroup.Count == 0 || context.Endpoints.Groups is not { } destination)
        {
            return;
        }

        await TryAsync("", async () =>
        {
            var groups = await context.Endpoints.ReadGroupsAsync(context.Options.IncludeGroup, cancellationToken).ConfigureAwait(false);
            foreach (var (name, failure) in GroupMatching.Unknown(context.Options.IncludeGroup, groups))
            {
                await FailAsync(name, failure).ConfigureAwait(false);
            }

            var matching = groups.Count == 0 ? null : await GroupMatching.ReadAsync(context.Parts, cancellationToken).ConfigureAwait(false);
            var claims = new GroupClaims(await context.Ledger.ReadGroupsAsync(cancellationToken).ConfigureAwait(false));
            foreach (var group in groups)
            {
                await TryAsync(group.Address, () => CarryAsync(destination, matching!, claims, group, cancellationToken)).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    private async Task TryAsync(string group, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException and not MigrationException { Failure.Scope: FailureScope.Run })
        {
            // Also what nobody foresaw ends this group alone.
            await FailAsync(group, Describe(e)).ConfigureAwait(false);
        }
    }

    private static Failure Describe(Exception exception) => exception is MigrationException { Failure: var failure }
        ? failure
        : new Failure(FailureScope.Mailbox, FailureRemedy.None, Reason.Unexpected, $"An error that should not happen: {exception.GetType().Name}: {exception.Message}");

    private async Task FailAsync(string group, Failure failure)
    {
        context.Observer.OnEvent(new GroupFailed(group, failure));
        await context.Ledger.SetGroupLossesAsync(group, "", [new LossEntry(MailboxPart.Group, "", failure.Message.TrimEnd('.'), IsOpen: true)], CancellationToken.None)
            .ConfigureAwait(false);
    }

    private async Task CarryAsync(
        IGroupDirectory destination, GroupMatching matching, GroupClaims claims, SourceGroup group, CancellationToken cancellationToken)
    {
        var address = await destination.AddressOfAsync(group.Address, cancellationToken).ConfigureAwait(false);
        claims.Claim(group.Address, address);
        var (members, losses, _) = await matching.MatchAsync(group, cancellationToken).ConfigureAwait(false);
        var known = await destination.FindAsync(group.Address, cancellationToken).ConfigureAwait(false);
        var there = known ?? await CreateAsync(destination, group, address, cancellationToken).ConfigureAwait(false);
        var missing = await destination.FindMissingAsync(there, members, cancellationToken).ConfigureAwait(false);
        await AddAsync(destination, group, there, missing, cancellationToken).ConfigureAwait(false);

        // While somebody of the source is not known here, nobody is known to be gone there.
        var mayRemove = context.Options.RemoveDeleted && !losses.Any(l => l.IsOpen);
        losses = [.. losses, .. await WithdrawAsync(destination, group, there, members, mayRemove, cancellationToken).ConfigureAwait(false)];
        await context.Ledger.SetGroupLossesAsync(group.Address, there.Address, losses, CancellationToken.None).ConfigureAwait(false);
        context.Observer.OnEvent(new GroupCarried(group.Address, there.Address, known is null, missing.Count, [.. losses.Select(l => l.Loss)]));
    }

    /// <summary>Takes members out whom runs have added and the source has no more; or says that they stay.</summary>
    private async Task<IReadOnlyList<LossEntry>> WithdrawAsync(
        IGroupDirectory destination,
        SourceGroup group,
        DestinationGroup there,
        IReadOnlyList<DestinationUser> members,
        bool mayRemove,
        CancellationToken cancellationToken)
    {
        var entry = (await context.Ledger.ReadGroupsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(g => IsOf(g, group) && g.Id == there.Id);
        var gone = entry is null ? [] : entry.Members.Where(m => !members.Any(n => n.Id == m.Id)).ToList();
        if (gone.Count == 0)
        {
            return [];
        }

        var present = await destination.ReadMembersAsync(there, cancellationToken).ConfigureAwait(false);
        var left = gone.Where(m => present.Contains(m.Id)).ToList();
        if (!mayRemove)
        {
            return [.. left.Select(m => new LossEntry(
                MailboxPart.Group, "", $"{m.Address}: is not known to be in the group at the source any more, and stays in it here; -RemoveDeleted takes out whom a run added", IsOpen: false))];
        }

        await (left.Count == 0 ? Task.CompletedTask : destination.RemoveMembersAsync(there, [.. left.Select(m => m.Id)], cancellationToken)).ConfigureAwait(false);
        await context.Ledger.ForgetMembersAsync(group.Address, gone, CancellationToken.None).ConfigureAwait(false);
        return [];
    }

    private async Task<DestinationGroup> CreateAsync(IGroupDirectory destination, SourceGroup group, string address, CancellationToken cancellationToken)
    {
        await context.Ledger.IntendGroupAsync(new GroupEntry(group.Address) { Name = group.Name, Destination = address, CreatedByUs = true }, cancellationToken)
            .ConfigureAwait(false);
        return await destination.CreateAsync(group.Address, group.Name, cancellationToken).ConfigureAwait(false);
    }

    private async Task AddAsync(
        IGroupDirectory destination, SourceGroup group, DestinationGroup there, IReadOnlyList<DestinationUser> missing, CancellationToken cancellationToken)
    {
        var done = (await context.Ledger.ReadGroupsAsync(cancellationToken).ConfigureAwait(false)).Any(g => IsOf(g, group));
        if (done || missing.Count > 0)
        {
            // Also when nobody is missing: a run that was stopped may not have learnt which group it made.
            var entry = new GroupEntry(group.Address)
            {
                Name = group.Name, Destination = there.Address, Id = there.Id, Members = [.. missing.Select(m => new AddedMember(m.Id, m.Address))],
            };
            await context.Ledger.IntendGroupAsync(entry, cancellationToken).ConfigureAwait(false);
        }

        await (missing.Count == 0 ? Task.CompletedTask : destination.AddAsync(there, missing, cancellationToken)).ConfigureAwait(false);
    }

    private static bool IsOf(GroupEntry entry, SourceGroup group) => string.Equals(entry.Address, group.Address, StringComparison.OrdinalIgnoreCase);
}
