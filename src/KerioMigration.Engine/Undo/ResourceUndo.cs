using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Undo;

/// <summary>Takes a resource away that we made. Nothing was ever written into it.</summary>
internal static class ResourceUndo
{
    /// <returns>The resource was there, and is gone now.</returns>
    public static async Task<bool> RunAsync(UndoContext context, MailboxTotals totals, IMailboxLedger ledger, CancellationToken cancellationToken)
    {
        if (!context.IncludeAccount || !totals.AccountCreated)
        {
            return false;
        }

        var resource = await context.ResourceDirectory.FindAsync(KnownAccount.MappingOf(totals.Mailbox), cancellationToken).ConfigureAwait(false);
        if (resource is not null)
        {
            await context.ResourceDirectory.RemoveAsync(resource, cancellationToken).ConfigureAwait(false);
        }

        await ledger.ForgetAccountAsync(CancellationToken.None).ConfigureAwait(false);
        return resource is not null;
    }
}
