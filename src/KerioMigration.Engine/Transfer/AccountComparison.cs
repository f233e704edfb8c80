using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Compares an account with what the source says about its user, and writes nothing. An account that was there before is only ever added
/// to. What a run has done is not done again: whoever took it back meanwhile had a reason.
/// </summary>
/// <param name="completes">The run cuts the mailbox over, if nothing comes between.</param>
internal sealed class AccountComparison(IAccountDetails destination, bool completes)
{
    private const string WasThere = "The account was there before and stays as it is";

    /// <param name="account">Null when it is still to be made.</param>
    /// <param name="isOurs">The migration made it, or will.</param>
    public async Task<AccountPlan> PlanAsync(
        UserMapping user,
        AccountDetail detail,
        DestinationUser? account,
        bool isOurs,
        IReadOnlyCollection<AccountDetailEntry> done,
        CancellationToken cancellationToken)
    {
        List<string> losses = [];
        var addresses = await AddressesAsync(user, detail, account, done, losses, cancellationToken).ConfigureAwait(false);
        var now = isOurs ? ChangeNow(detail, account, done) : new AccountChange();
        var atEnd = isOurs ? ChangeAtEnd(detail, account, done) : new AccountChange();
        losses.AddRange(!isOurs ? Kept(detail, account) : completes ? [] : Waiting(atEnd));
        return new AccountPlan { Addresses = addresses, Now = now, AtEnd = atEnd, Losses = losses };
    }

    /// <summary>What is said of this where the mailbox is not cut over.</summary>
    public static IEnumerable<string> Waiting(AccountChange atEnd)
    {
        if (atEnd.QuotaBytes is { } quota)
        {
            yield return FormattableString.Invariant($"The quota of {quota:N0} bytes is not set yet: items still to come could find no room. -Complete sets it");
        }

        if (atEnd.IsEnabled == false)
        {
            yield return "The account is not disabled yet, as it is at the source: nothing more could be carried. -Complete disables it";
        }
    }

    private async Task<IReadOnlyList<string>> AddressesAsync(
        UserMapping user,
        AccountDetail detail,
        DestinationUser? account,
        IReadOnlyCollection<AccountDetailEntry> done,
        List<string> losses,
        CancellationToken cancellationToken)
    {
        var open = (detail.Addresses ?? []).Append(user.Source.Address)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(a => !IsNew(account, user, a) && !done.Any(d => d.Kind == AccountDetailKind.Address && string.Equals(d.Value, a, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        var findings = await destination.FindAddressesAsync(account, open, cancellationToken).ConfigureAwait(false);
        losses.AddRange(findings.Select(f => f.Loss).OfType<string>());
        losses.AddRange(detail.MayHaveMoreAddresses
            ? ["Exchange tells three addresses at most over EWS, and there may be more: rows of Get-Mailbox have them all"]
            : Array.Empty<string>());
        losses.AddRange(detail is { QuotaBytes: null, IsHidden: null, IsDisabled: null }
            ? ["Whether the account has a quota, is hidden or disabled is not told over EWS, and is not carried: rows of Get-Mailbox tell it"]
            : Array.Empty<string>());
        return [.. findings.Where(f => f.State == AddressState.Free).Select(f => f.Address)];
    }

    /// <summary>An account that is still to be made will have the address that it is named by.</summary>
    private static bool IsNew(DestinationUser? account, UserMapping user, string address) =>
        account is null && string.Equals(address, user.LikelyAddress, StringComparison.OrdinalIgnoreCase);

    private static AccountChange ChangeNow(AccountDetail detail, DestinationUser? account, IReadOnlyCollection<AccountDetailEntry> done) => new()
    {
        FullName = detail.FullName.Length > 0 && account is { FullName.Length: 0, IsFromDirectory: false } && !IsDone(done, AccountDetailKind.FullName) ? detail.FullName : null,
        IsPublished = detail.IsHidden == true && account?.IsPublished != false && !IsDone(done, AccountDetailKind.Hidden) ? false : null,
    };

    private static AccountChange ChangeAtEnd(AccountDetail detail, DestinationUser? account, IReadOnlyCollection<AccountDetailEntry> done) => new()
    {
        QuotaBytes = detail.QuotaBytes != account?.QuotaBytes && !IsDone(done, AccountDetailKind.Quota) ? detail.QuotaBytes : null,
        IsEnabled = detail.IsDisabled == true && account is not { IsEnabled: false } and not { IsFromDirectory: true } && !IsDone(done, AccountDetailKind.Disabled) ? false : null,
    };

    private static bool IsDone(IReadOnlyCollection<AccountDetailEntry> done, AccountDetailKind kind) => done.Any(d => d.Kind == kind);

    private static IEnumerable<string> Kept(AccountDetail detail, DestinationUser? account)
    {
        if (detail.QuotaBytes is { } quota && account?.QuotaBytes is null)
        {
            yield return FormattableString.Invariant($"{WasThere}: without a quota, which is {quota:N0} bytes at the source");
        }

        if (detail.IsHidden == true && account?.IsPublished != false)
        {
            yield return $"{WasThere}: in address lists, from which the source hides the user";
        }

        if (detail.IsDisabled == true)
        {
            yield return $"{WasThere}: enabled, while it is disabled at the source";
        }
    }
}
