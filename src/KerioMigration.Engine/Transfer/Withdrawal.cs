using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Takes back what earlier runs have set and the source has no more: only what is still as they left it, and no further than to what was
/// there before.
/// </summary>
/// <param name="ledger">Null: a preview, and nothing is taken back.</param>
internal sealed class Withdrawal(PartDestination destination, ISettingLedger? ledger)
{
    /// <param name="stale">Of one part and one place.</param>
    /// <param name="isAllowed">Else each is told and stays.</param>
    /// <returns>How many were taken back, and a sentence for each that stays.</returns>
    /// <exception cref="MigrationException">Scope Folder: refused.</exception>
    public async Task<(int Count, IReadOnlyList<string> Losses)> RunAsync(IReadOnlyList<StalePart> stale, bool isAllowed, CancellationToken cancellationToken)
    {
        var names = stale.GroupBy(s => s.Entry.Name).Select(s => s.First()).ToList();
        if (!isAllowed || names.Count == 0)
        {
            return (0, [.. names.Select(n => $"{n.Who}: the source has it no more, and what a run set stays here; -RemoveDeleted takes it back")]);
        }

        if (ledger is null || destination.Reversal is not { } reversal)
        {
            return (names.Count, []);
        }

        var reversed = await reversal.ReverseAsync([.. stale.Select(s => s.Entry)], cancellationToken).ConfigureAwait(false);
        foreach (var part in reversed.Where(r => r.Outcome != PartReversal.Changed && r.Entry.Part == MailboxPart.InboxRule))
        {
            // Else it would count as removed by its owner if the source had it again.
            await ledger.ForgetSettingAsync(part.Entry.Part, part.Entry.Name, CancellationToken.None).ConfigureAwait(false);
        }

        await ledger.ForgetPartsAsync([.. reversed.Select(r => r.Entry)], CancellationToken.None).ConfigureAwait(false);
        return (
            reversed.Count(r => r.Outcome == PartReversal.TakenBack),
            [.. reversed.Where(r => r.Outcome == PartReversal.Changed).Select(r => $"{r.What}: the source has it no more; it was changed here, and was left as it is")]);
    }
}
