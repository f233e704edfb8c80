using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>Brings over what the source says about a user beside the mailbox. Never fails the mailbox: its items are carried.</summary>
internal sealed class AccountTransfer(MigrationContext context, UserMapping user, IMailboxLedger ledger, PartEvents events)
{
    private AccountPlan plan = new();
    private DestinationUser? account;

    private IAccountDetails Destination => context.Endpoints.AccountDetails!;

    /// <summary>Addresses, name and address list, and the names by which old mail knows the user.</summary>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public Task CarryAsync(DestinationUser owner, CancellationToken cancellationToken) => TryAsync(owner, async () =>
    {
        events.Begin(MailboxPart.Account);
        var detail = await ReadAsync(context.Endpoints, user, cancellationToken).ConfigureAwait(false);
        await NoteLegacyNamesAsync(ledger, detail, cancellationToken).ConfigureAwait(false);
        var done = await ledger.ReadAccountDetailsAsync(cancellationToken).ConfigureAwait(false);
        var known = await context.Ledger.ReadMailboxAsync(user.Source.Address, cancellationToken).ConfigureAwait(false);
        account = await Destination.ReadAsync(owner, cancellationToken).ConfigureAwait(false) ?? owner;
        plan = await new AccountComparison(Destination, context.Options.Complete)
            .PlanAsync(user, detail, account, known?.AccountCreated == true, done, cancellationToken).ConfigureAwait(false);

        List<string> losses = [.. plan.Losses];
        var count = 0;
        foreach (var address in plan.Addresses)
        {
            count += await AddAsync(account, address, losses, cancellationToken).ConfigureAwait(false);
        }

        count += await ChangeAsync(account, plan.Now, cancellationToken).ConfigureAwait(false);
        events.Carried(MailboxPart.Account, owner.Address, count, losses);
    });

    /// <summary>
    /// Sets what would have stood in the way of items; or says, where the mailbox was to be cut over and is not, that it is not set. Only
    /// where <see cref="CarryAsync"/> came before.
    /// </summary>
    /// <exception cref="MigrationException">Scope Run.</exception>
    /// <param name="now">The mailbox may have been let go in between.</param>
    public async Task EndAsync(IMailboxLedger now, bool isCutOver, CancellationToken cancellationToken)
    {
        ledger = now;
        if (account is null || plan.AtEnd is { QuotaBytes: null, IsEnabled: null })
        {
            return;
        }

        if (!isCutOver)
        {
            events.Carried(MailboxPart.Account, account.Address, 0, [.. AccountComparison.Waiting(plan.AtEnd)]);
            return;
        }

        await TryAsync(account, async () =>
        {
            var there = await Destination.ReadAsync(account, cancellationToken).ConfigureAwait(false) ?? account;
            var change = plan.AtEnd.QuotaBytes < there.UsedBytes ? plan.AtEnd with { QuotaBytes = there.UsedBytes } : plan.AtEnd;
            var count = await ChangeAsync(there, change, cancellationToken).ConfigureAwait(false);
            string[] losses = change == plan.AtEnd ? [] : [FormattableString.Invariant(
                $"The quota is {plan.AtEnd.QuotaBytes:N0} bytes at the source and {there.UsedBytes:N0} here: as many are in use")];
            events.Carried(MailboxPart.Account, account.Address, count, losses);
        }).ConfigureAwait(false);
    }

    /// <summary>Keeps by which names old mail knows the user.</summary>
    public static Task NoteLegacyNamesAsync(IMailboxLedger ledger, AccountDetail detail, CancellationToken cancellationToken) =>
        ledger.NoteAccountDetailsAsync([.. detail.LegacyNames.Select(n => new AccountDetailEntry(AccountDetailKind.LegacyName, n))], cancellationToken);

    /// <summary>What the row says, and the source's directory where the row leaves it open.</summary>
    public static async Task<AccountDetail> ReadAsync(MigrationEndpoints endpoints, UserMapping user, CancellationToken cancellationToken)
    {
        var detail = user.Detail with { FullName = user.DisplayName };
        return detail is { Addresses: not null, LegacyNames.Count: > 0 }
            ? detail
            : detail.Or(await endpoints.ReadAccountDetailAsync(user.Source, cancellationToken).ConfigureAwait(false));
    }

    private async Task TryAsync(DestinationUser owner, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            events.Failed(MailboxPart.Account, owner.Address, e.Failure);
        }
    }

    private async Task<int> AddAsync(DestinationUser owner, string address, List<string> losses, CancellationToken cancellationToken)
    {
        try
        {
            await Destination.AddAddressAsync(owner, address, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            losses.Add($"{address}: {e.Failure.Message.TrimEnd('.')}");
            return 0;
        }

        await ledger.NoteAccountDetailsAsync([new AccountDetailEntry(AccountDetailKind.Address, address)], CancellationToken.None).ConfigureAwait(false);
        return 1;
    }

    private async Task<int> ChangeAsync(DestinationUser owner, AccountChange change, CancellationToken cancellationToken)
    {
        var entries = EntriesOf(change).ToList();
        if (entries.Count > 0)
        {
            await Destination.ChangeAsync(owner, change, cancellationToken).ConfigureAwait(false);
            await ledger.NoteAccountDetailsAsync(entries, CancellationToken.None).ConfigureAwait(false);
        }

        return entries.Count;
    }

    private static IEnumerable<AccountDetailEntry> EntriesOf(AccountChange change) => new[]
    {
        change.FullName is { } name ? new AccountDetailEntry(AccountDetailKind.FullName, name) : null,
        change.IsPublished == false ? new AccountDetailEntry(AccountDetailKind.Hidden, "") : null,
        change.QuotaBytes is { } quota ? new AccountDetailEntry(AccountDetailKind.Quota, FormattableString.Invariant($"{quota}")) : null,
        change.IsEnabled == false ? new AccountDetailEntry(AccountDetailKind.Disabled, "") : null,
    }.OfType<AccountDetailEntry>();
}
