using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Engine.Undo;

/// <summary>Takes the addresses away that migrations added to an account.</summary>
internal static class AccountUndo
{
    /// <summary>What cannot be taken away is told, and tried again by the next undo.</summary>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public static async Task RunAsync(UndoContext context, IMailboxLedger ledger, DestinationUser account, CancellationToken cancellationToken)
    {
        if (context.AccountDetails is not { } destination)
        {
            return;
        }

        var details = await ledger.ReadAccountDetailsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var entry in details.Where(d => d.Kind == AccountDetailKind.Address))
        {
            try
            {
                await destination.RemoveAddressAsync(account, entry.Value, cancellationToken).ConfigureAwait(false);
                await ledger.ForgetAccountDetailAsync(entry, CancellationToken.None).ConfigureAwait(false);
            }
            catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
            {
                context.Observer.OnEvent(new KeptByUndo(ledger.Address, entry.Value, Reason.NotRemovable, e.Failure.Message));
            }
        }
    }
}
