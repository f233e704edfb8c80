using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Brings over who acts for the owner of one mailbox; what they may do in folders comes with the rights on these. Never fails the mailbox.
/// </summary>
/// <param name="owner">The owner's address at the destination.</param>
/// <param name="record">Of this mailbox.</param>
/// <param name="withdrawal">As <paramref name="record"/>.</param>
internal sealed class DelegateTransfer(PartContext context, PartEvents events, string owner, PartRecord record, Withdrawal withdrawal)
{
    private readonly GranteeMatching matching = new(context);
    private bool isComplete = true;
    private readonly HashSet<string> open = [];

    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task CarryAsync(ISourceMailbox source, PartDestination destination, CancellationToken cancellationToken)
    {
        if (source.Settings is not { } found)
        {
            return;
        }

        events.Begin(MailboxPart.Delegate);
        try
        {
            var delegates = await found.ReadDelegatesAsync(cancellationToken).ConfigureAwait(false);
            if (delegates.Count == 0 && record.Of(MailboxPart.Delegate).Count == 0)
            {
                return;
            }

            if (destination.Settings is not { } settings)
            {
                events.Held(MailboxPart.Delegate, destination.Obstacle);
                return;
            }

            if (await AwaitsAsync(delegates, cancellationToken).ConfigureAwait(false))
            {
                events.Wait(MailboxPart.Delegate);
                return;
            }

            List<string> losses = [];
            var wanted = await WantAsync(delegates, losses, cancellationToken).ConfigureAwait(false);
            var isIdle = wanted.Count == 0 && record.Of(MailboxPart.Delegate).Count == 0;
            var added = isIdle ? new GrantedRights(0, []) : await settings.AddDelegatesAsync(wanted, record, cancellationToken).ConfigureAwait(false);
            var isAllowed = record.MayWithdraw && isComplete && added.IsComplete;
            var (withdrawn, left) = await withdrawal.RunAsync(added.Stale, isAllowed, cancellationToken).ConfigureAwait(false);
            events.Carried(MailboxPart.Delegate, "", added.Count + withdrawn, [.. losses, .. added.Losses, .. left], open);
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            events.Failed(MailboxPart.Delegate, "", e.Failure);
        }
    }

    /// <summary>One of them is not there yet.</summary>
    private async Task<bool> AwaitsAsync(IEnumerable<DelegateRight> delegates, CancellationToken cancellationToken)
    {
        foreach (var right in delegates.Where(d => d.Address.Length > 0))
        {
            if (!context.IsLast && await matching.MatchAsync(right.Address, cancellationToken).ConfigureAwait(false) is { IsUser: true, MayCome: true })
            {
                return true;
            }
        }

        return false;
    }

    private async Task<IReadOnlyList<WantedDelegate>> WantAsync(IReadOnlyList<DelegateRight> delegates, List<string> losses, CancellationToken cancellationToken)
    {
        List<WantedDelegate> wanted = [];
        foreach (var right in delegates)
        {
            var matched = right.Address.Length == 0 ? new MatchedGrantee(null, false) : await matching.MatchAsync(right.Address, cancellationToken).ConfigureAwait(false);
            var obstacle = Obstacle(right, matched);
            if (obstacle is not null)
            {
                losses.Add($"{right}: {obstacle}");
                open.UnionWith(matched is { IsUser: true, MayCome: true } ? [$"{right}: {obstacle}"] : []);
            }
            else if (!string.Equals(matched.Address, owner, StringComparison.OrdinalIgnoreCase))
            {
                losses.AddRange(Differences(right).Select(d => $"{right}: {d}"));
                wanted.Add(new WantedDelegate(right.ToString(), matched.Address!, right.Inbox == DelegateRight.Editor));
            }
        }

        return wanted;
    }

    private string? Obstacle(DelegateRight right, MatchedGrantee matched)
    {
        if (matched is not { IsUser: true, Address: not null })
        {
            isComplete = false;
            return right.Address.Length == 0 ? "has no mail address at the source" : Absent(matched);
        }

        // Every delegate works in the calendar there ("Configuring Delegation (On Behalf of) in Kerio Connect Client").
        return right.Calendar == DelegateRight.Editor || context.Options.AllowWiderPermission
            ? null
            : $"is no delegate here: that would let them change the whole calendar, where they have {right.Calendar} at the source. -AllowWiderPermission lets them";
    }

    private static string Absent(MatchedGrantee matched) => matched is { IsUser: true, MayCome: true }
        ? "has no account at the destination, which this run was to make; a later run makes them a delegate"
        : "has no account at the destination, or a disabled one; a later run makes them a delegate when there is one, after a cut-over with -Force alone";

    private static IEnumerable<string> Differences(DelegateRight right)
    {
        if (right.Calendar != DelegateRight.Editor)
        {
            yield return "can now change the whole calendar";
        }

        if (right.SeesPrivateItems)
        {
            yield return "can no longer see private appointments";
        }

        if (right.ReceivesMeetings)
        {
            yield return "no longer gets copies of meeting messages";
        }
    }
}
