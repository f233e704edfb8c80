using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Brings over the addresses by which mail reaches public folders. What is about to be added is in the ledger before, so that whatever
/// end comes between, it is known to be ours. Never fails the mailbox: its items are carried.
/// </summary>
/// <param name="keeper">Who writes the public folders.</param>
internal sealed class FolderAddressTransfer(MigrationContext context, UserMapping user, IMailboxLedger ledger, PartEvents events, DestinationUser keeper)
{
    private const MailboxPart Part = MailboxPart.FolderAddress;

    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task CarryAsync(ISourceMailbox source, IReadOnlyList<FolderPlan> folders, CancellationToken cancellationToken)
    {
        events.Begin(Part);
        try
        {
            var details = await ledger.ReadAccountDetailsAsync(cancellationToken).ConfigureAwait(false);
            var comparison = new FolderAddressComparison(context.Endpoints, user, keeper);
            var plans = await comparison.PlanAsync(source, folders, Of(details, AccountDetailKind.FolderAddress), cancellationToken).ConfigureAwait(false);
            foreach (var row in comparison.Strangers)
            {
                events.Carried(Part, row.Text, 0, ["the source has no such public folder"]);
            }

            var intents = Of(details, AccountDetailKind.FolderAddressIntent);
            foreach (var plan in plans)
            {
                await CarryAsync(plan, intents, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            events.Failed(Part, "", e.Failure);
        }
    }

    private static IReadOnlyList<FolderAddress> Of(IEnumerable<AccountDetailEntry> details, AccountDetailKind kind) =>
        [.. details.Where(d => d.Kind == kind).Select(FolderAddress.Of)];

    private async Task CarryAsync(FolderAddressPlan plan, IReadOnlyList<FolderAddress> intents, CancellationToken cancellationToken)
    {
        var path = FolderPath.Join(plan.Folder.Source.Path);
        foreach (var address in plan.Own.Where(a => intents.Any(i => string.Equals(i.Address, a, StringComparison.OrdinalIgnoreCase))))
        {
            // An end came between adding it and noting that.
            await ConfirmAsync(new FolderAddress(address, plan.Folder.Target!.Path)).ConfigureAwait(false);
        }

        var count = 0;
        foreach (var address in plan.Free)
        {
            try
            {
                await AddAsync(new FolderAddress(address, plan.Folder.Target!.Path), cancellationToken).ConfigureAwait(false);
                count++;
            }
            catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
            {
                events.Failed(Part, path, e.Failure);
            }
        }

        events.Carried(Part, path, count, plan.Losses);
    }

    private async Task AddAsync(FolderAddress address, CancellationToken cancellationToken)
    {
        var intent = address.EntryOf(AccountDetailKind.FolderAddressIntent);
        await ledger.NoteAccountDetailsAsync([intent], cancellationToken).ConfigureAwait(false);
        try
        {
            await context.Endpoints.FolderAddresses!.AddAsync(keeper, address.Folder, address.Address, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Reason is Reason.FolderRefused or Reason.AccountRefused)
        {
            // After any other failure it may have been added nevertheless.
            await ledger.ForgetAccountDetailAsync(intent, CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await ConfirmAsync(address).ConfigureAwait(false);
    }

    private async Task ConfirmAsync(FolderAddress address)
    {
        await ledger.NoteAccountDetailsAsync([address.EntryOf(AccountDetailKind.FolderAddress)], CancellationToken.None).ConfigureAwait(false);
        await ledger.ForgetAccountDetailAsync(address.EntryOf(AccountDetailKind.FolderAddressIntent), CancellationToken.None).ConfigureAwait(false);
    }
}
