using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Engine.Undo;

/// <summary>
/// Takes members out of a distribution group that migrations added, and the group itself where they made it and it is as they left it: nobody
/// else is in it, and it has no other address or description.
/// </summary>
/// <param name="address">At the source.</param>
internal sealed class GroupUndo(UndoContext context, string address)
{
    private readonly UndoCount count = new();
    private bool isRemoved;

    /// <summary>Always ends with an <see cref="UndoEnded"/> event. Safe to repeat.</summary>
    /// <returns>The failure that ended it early, or null.</returns>
    public async Task<Failure?> RunAsync(CancellationToken cancellationToken)
    {
        context.Observer.OnEvent(new UndoStarted(address, 0));
        GroupEntry? entry = null;
        Failure? failure = null;
        try
        {
            var known = await context.Ledger.ReadGroupsAsync(cancellationToken).ConfigureAwait(false);
            entry = known.FirstOrDefault(g => string.Equals(g.Address, address, StringComparison.OrdinalIgnoreCase));
            await (entry is null || context.Groups is null ? Task.CompletedTask : UndoAsync(context.Groups, entry, cancellationToken)).ConfigureAwait(false);
        }
        catch (MigrationException e)
        {
            failure = e.Failure;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            failure = new Failure(FailureScope.Mailbox, FailureRemedy.Retry, Reason.Interrupted, $"The undo of {address} was interrupted. Run it again to go on.");
        }

        context.Observer.OnEvent(new UndoEnded(Report(entry, failure), failure));
        return failure;
    }

    private async Task UndoAsync(IGroupDirectory destination, GroupEntry entry, CancellationToken cancellationToken)
    {
        var there = await FindAsync(destination, entry, cancellationToken).ConfigureAwait(false);
        if (there is null)
        {
            await context.Ledger.ForgetGroupAsync(address, CancellationToken.None).ConfigureAwait(false);
            return;
        }

        var members = await destination.ReadMembersAsync(there, cancellationToken).ConfigureAwait(false);
        var ours = entry.Members.Where(m => members.Contains(m.Id)).ToList();
        if (!entry.CreatedByUs)
        {
            await TakeOutAsync(destination, there, entry, ours, cancellationToken).ConfigureAwait(false);
            await context.Ledger.ForgetGroupAsync(address, CancellationToken.None).ConfigureAwait(false);
        }
        else if (Obstacle(entry, there, members) is { } obstacle)
        {
            await TakeOutAsync(destination, there, entry, ours, cancellationToken).ConfigureAwait(false);
            count.Keep(1, Reason.ChangedAtDestination, obstacle);
            context.Observer.OnEvent(new KeptByUndo(address, there.Address, Reason.ChangedAtDestination, obstacle));
        }
        else
        {
            await destination.RemoveAsync(there, cancellationToken).ConfigureAwait(false);
            await context.Ledger.ForgetGroupAsync(address, CancellationToken.None).ConfigureAwait(false);
            count.PartsRemoved += ours.Count;
            isRemoved = true;
        }
    }

    /// <summary>Null when it is gone, or another one has its address by now.</summary>
    private static async Task<DestinationGroup?> FindAsync(IGroupDirectory destination, GroupEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var there = await destination.FindAsync(entry.Destination, cancellationToken).ConfigureAwait(false);
            return entry.Id.Length == 0 || there?.Id == entry.Id ? there : null;
        }
        catch (MigrationException e) when (e.Failure.Reason == Reason.AddressTaken)
        {
            return null;
        }
    }

    private static string? Obstacle(GroupEntry entry, DestinationGroup there, IReadOnlyCollection<string> members)
    {
        var others = members.Count(m => !entry.Members.Any(o => o.Id == m));
        return others > 0 ? FormattableString.Invariant($"The group {there.Address} was left: {others} of its members were added by others.")
            : there.Description != entry.Name || there.Addresses.Count > 1 ? $"The group {there.Address} was left: its description or addresses were changed after the migration."
            : null;
    }

    private async Task TakeOutAsync(
        IGroupDirectory destination, DestinationGroup there, GroupEntry entry, IReadOnlyList<AddedMember> members, CancellationToken cancellationToken)
    {
        await (members.Count == 0
            ? Task.CompletedTask
            : destination.RemoveMembersAsync(there, [.. members.Select(m => m.Id)], cancellationToken)).ConfigureAwait(false);
        await context.Ledger.ForgetMembersAsync(address, entry.Members, CancellationToken.None).ConfigureAwait(false);
        count.PartsRemoved += members.Count;
    }

    private UndoReport Report(GroupEntry? entry, Failure? failure) => new()
    {
        Mailbox = entry?.Address ?? address,
        Destination = entry?.Destination ?? "",
        State = (failure switch
        {
            null => MailboxState.Undone,
            { Reason: Reason.Interrupted } => MailboxState.Interrupted,
            _ => MailboxState.Failed,
        }).ToString(),
        PartsRemoved = count.PartsRemoved,
        PartsKept = count.PartsKept,
        AccountRemoved = isRemoved,
        Reason = (failure?.Reason ?? count.PartReason).ToString(),
        Message = failure?.Message ?? count.PartMessage,
    };
}
