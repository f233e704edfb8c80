using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Undo;

/// <summary>Takes back what migrations set for one mailbox beside its items: rights, delegates, out of office, rules.</summary>
internal sealed class PartUndo(UndoContext context, IMailboxLedger ledger, UndoCount count)
{
    private const string Changed = "It was changed after the migration; it was left as it is.";

    private const string NoSignIn = "Taking them back needs the user's own password: give it as KerioCredential in a row of this mailbox, and undo again.";

    /// <summary>What cannot be taken back is told, and tried again by the next undo. What others have changed since is theirs from now on.</summary>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task RunAsync(IDestinationMailbox destination, IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken)
    {
        // With a delegate may go rights that came with them: before rights are looked at.
        foreach (var place in entries.OrderByDescending(e => e.Part == MailboxPart.Delegate).GroupBy(e => (e.Part, e.Place)))
        {
            if (destination is IPartReversal { CanReverse: true } reversal)
            {
                await ReverseAsync(reversal, [.. place], cancellationToken).ConfigureAwait(false);
            }
            else
            {
                Keep([.. place], destination.Traits.Obstacle);
            }
        }
    }

    private async Task ReverseAsync(IPartReversal destination, IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken)
    {
        try
        {
            var reversed = await destination.ReverseAsync(entries, cancellationToken).ConfigureAwait(false);
            await ledger.ForgetPartsAsync([.. reversed.Select(r => r.Entry)], CancellationToken.None).ConfigureAwait(false);
            count.PartsRemoved += reversed.Count(r => r.Outcome == PartReversal.TakenBack);
            foreach (var changed in reversed.Where(r => r.Outcome == PartReversal.Changed))
            {
                Tell(changed.What, 1, Reason.ChangedAtDestination, Changed);
            }
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            Keep(entries, e.Failure);
        }
    }

    private void Keep(IReadOnlyList<PartEntry> entries, Failure? obstacle)
    {
        var message = obstacle?.Reason == Reason.NoDestinationSignIn ? NoSignIn : obstacle?.Message ?? "";
        Tell(entries[0].Part.ToString(), entries.Select(e => e.Name).Distinct().Count(), obstacle?.Reason ?? Reason.NotRemovable, message);
    }

    private void Tell(string what, long number, Reason reason, string message)
    {
        count.Keep(number, reason, $"{what}: {message}");
        context.Observer.OnEvent(new KeptByUndo(ledger.Address, what, reason, message));
    }
}
