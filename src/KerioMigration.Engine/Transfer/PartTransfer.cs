using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>Brings over what a mailbox's owner has set beside its items, as far as it was asked for. Never fails the mailbox.</summary>
/// <param name="ledger">Null: a preview, which only tells <paramref name="events"/> what would be set.</param>
internal sealed class PartTransfer(PartContext context, PartEvents events, ISettingLedger? ledger)
{
    /// <param name="owner">The owner's address at the destination.</param>
    /// <param name="known">What earlier runs have set.</param>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task CarryAsync(
        ISourceMailbox source, PartDestination destination, string owner, IReadOnlyList<FolderPlan> folders, IReadOnlyList<PartEntry> known, CancellationToken cancellationToken)
    {
        var record = new PartRecord(known, ledger is null ? null : ledger.IntendPartsAsync) { MayWithdraw = context.Options.RemoveDeleted };
        var withdrawal = new Withdrawal(destination, ledger);
        if (context.Options.IncludePermission)
        {
            await (Concerns(MailboxPart.Permission) ? new RightsTransfer(context, events, owner, record, withdrawal).CarryAsync(source, destination, folders, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
            await (Concerns(MailboxPart.Delegate) ? new DelegateTransfer(context, events, owner, record, withdrawal).CarryAsync(source, destination, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
        }
        else if (events.ArePublic)
        {
            await new PublicReaders(events, owner).TellAsync(source, folders, cancellationToken).ConfigureAwait(false);
        }

        if (context.Options.IncludeSetting && !context.IsLast)
        {
            await new SettingTransfer(context, events, ledger, record, withdrawal).CarryAsync(source, destination, folders, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>At the end of a run only what waited for it.</summary>
    private bool Concerns(MailboxPart part) => !context.IsLast || events.IsWaiting(part);
}
