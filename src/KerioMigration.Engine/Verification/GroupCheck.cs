using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Verification;

/// <summary>Whether those whom runs have put into a group are still in it.</summary>
internal sealed class GroupCheck(VerificationContext context, IGroupDirectory groups)
{
    /// <returns>A row as of a mailbox: its items are the members that runs have added.</returns>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task<MailboxVerification> VerifyAsync(GroupEntry entry, CancellationToken cancellationToken)
    {
        var started = context.Time.GetUtcNow().UtcDateTime;
        var counts = new VerificationCounts();
        Failure? failure = null;
        context.Observer(new MailboxVerificationStarted(entry.Address, entry.Members.Count));
        try
        {
            await CompareAsync(entry, counts, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            failure = e.Failure;
        }

        var row = counts.ToMailbox(new MailboxTotals { Mailbox = new MailboxEntry(entry.Address) { DestinationAddress = entry.Destination } }, failure) with
        {
            State = "Group",
            Started = started,
        };
        context.Observer(new MailboxVerified(row, failure));
        return row;
    }

    private async Task CompareAsync(GroupEntry entry, VerificationCounts counts, CancellationToken cancellationToken)
    {
        var there = await groups.FindAsync(entry.Destination, cancellationToken).ConfigureAwait(false);
        var members = there is null ? [] : await groups.ReadMembersAsync(there, cancellationToken).ConfigureAwait(false);
        if (there is null)
        {
            Tell(entry, counts, entry.Destination, "The group is not there.");
        }

        foreach (var member in entry.Members)
        {
            if (members.Contains(member.Id))
            {
                counts.AddFound(ItemState.Migrated);
                continue;
            }

            counts.AddMissing();
            Tell(entry, counts, member.Address, "A run has put them into the group, and they are not in it.");
        }
    }

    private void Tell(GroupEntry entry, VerificationCounts counts, string who, string detail)
    {
        counts.Add(Difference.PartDiffers);
        context.Observer(new DifferenceFound(new ItemDifference
        {
            Mailbox = entry.Address,
            Folder = nameof(MailboxPart.Group),
            Difference = nameof(Difference.PartDiffers),
            Subject = who,
            Detail = detail,
        }));
    }
}
