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
/// Takes the addresses away that migrations added. What cannot be taken away is told, and tried again by the next undo. Throws
/// <see cref="MigrationException"/> with scope Run alone.
/// </summary>
internal sealed class AddressUndo(UndoContext context, IMailboxLedger ledger, CancellationToken cancellationToken)
{
    private static readonly AccountDetailKind[] OfFolders = [AccountDetailKind.FolderAddress, AccountDetailKind.FolderAddressIntent];

    public Task OfAccountAsync(DestinationUser account) => context.AccountDetails is not { } destination
        ? Task.CompletedTask
        : RunAsync([AccountDetailKind.Address], entry => entry.Value, entry => destination.RemoveAddressAsync(account, entry.Value, cancellationToken));

    /// <summary>Before the folders go: afterwards their addresses would lead nowhere.</summary>
    public Task OfFoldersAsync(DestinationUser keeper) => context.FolderAddresses is not { } destination
        ? Task.CompletedTask
        : RunAsync(OfFolders, entry => FolderAddress.Of(entry).Address, entry =>
        {
            var address = FolderAddress.Of(entry);
            return destination.RemoveAsync(keeper, address.Folder, address.Address, cancellationToken);
        });

    private async Task RunAsync(IReadOnlyList<AccountDetailKind> kinds, Func<AccountDetailEntry, string> nameOf, Func<AccountDetailEntry, Task> removeAsync)
    {
        var details = await ledger.ReadAccountDetailsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var entry in details.Where(d => kinds.Contains(d.Kind)))
        {
            try
            {
                await removeAsync(entry).ConfigureAwait(false);
                await ledger.ForgetAccountDetailAsync(entry, CancellationToken.None).ConfigureAwait(false);
            }
            catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
            {
                context.Observer.OnEvent(new KeptByUndo(ledger.Address, nameOf(entry), Reason.NotRemovable, e.Failure.Message));
            }
        }
    }
}
