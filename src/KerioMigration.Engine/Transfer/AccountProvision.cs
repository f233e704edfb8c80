using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Finds the account of a user or creates it, in an order in which no password can get lost: it is kept before the account has it.
/// </summary>
internal sealed class AccountProvision
{
    private readonly IUserDirectory directory;
    private readonly ILedger all;
    private readonly IMailboxLedger ledger;
    private readonly string noted;

    /// <param name="all">Tells what other mailboxes know of the account.</param>
    /// <param name="noted">The account's address as earlier runs noted it; empty when none did.</param>
    public AccountProvision(IUserDirectory directory, ILedger all, IMailboxLedger ledger, string noted)
    {
        this.directory = directory;
        this.all = all;
        this.ledger = ledger;
        this.noted = noted;
    }

    /// <summary>Everybody whose mailbox this run carries.</summary>
    public IReadOnlyList<UserMapping> Users { get; init; } = [];

    /// <param name="resetPassword">An account that is there, and whose own password nobody gave, gets a new one.</param>
    public async Task<DestinationSignIn> EnsureAsync(UserMapping user, bool resetPassword, CancellationToken cancellationToken)
    {
        if (user.Source.IsPublicFolders)
        {
            return await FindPublicAsync(user, cancellationToken).ConfigureAwait(false);
        }

        var kept = await ledger.ReadPasswordAsync(cancellationToken).ConfigureAwait(false);
        var account = await directory.FindUserAsync(user, cancellationToken).ConfigureAwait(false);
        var others = await all.ReadMailboxesOfAsync(SharedTarget.AddressOf(user, account), cancellationToken).ConfigureAwait(false);
        if (SharedTarget.Refuse(user, others, Users) is { } refusal)
        {
            throw new MigrationException(refusal);
        }

        if (account is not null)
        {
            // A kept password and no receipt: we died between creating the account and noting it.
            var isOurs = kept is not null && noted.Length == 0;
            await ledger.SetAccountAsync(account.Address, isOurs, cancellationToken).ConfigureAwait(false);
            return await UseAsync(user, account, resetPassword, cancellationToken).ConfigureAwait(false);
        }

        kept ??= await KeepNewAsync(user, cancellationToken).ConfigureAwait(false);
        var ensured = await directory.EnsureUserAsync(user, kept, cancellationToken).ConfigureAwait(false);
        await ledger.SetAccountAsync(ensured.User.Address, ensured.Created, cancellationToken).ConfigureAwait(false);

        // What an account that is gone refused, this one has.
        await (ensured.Created ? all.SetPasswordRefusedAsync(ledger.Address, false, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
        return new DestinationSignIn(ensured.User, KnownAccount.SignInOf(ensured.User, ensured.Password ?? kept) ?? user.DestinationCredential, ensured.Created);
    }

    /// <summary>An account that is there, perhaps by another mailbox: what was kept for that one opens it, too.</summary>
    private async Task<DestinationSignIn> UseAsync(UserMapping user, DestinationUser account, bool resetPassword, CancellationToken cancellationToken)
    {
        if (user.DestinationCredential is { } given)
        {
            return new DestinationSignIn(account, given, JustCreated: false);
        }

        var kept = await all.ReadPasswordsOfAsync(account.Address, cancellationToken).ConfigureAwait(false);
        return resetPassword
            ? new DestinationSignIn(account, await ResetAsync(user, account, kept, cancellationToken).ConfigureAwait(false), JustCreated: false)
            : KnownAccount.SignInOf(account, kept);
    }

    /// <summary>Whoever writes public folders is an administrator's choice: no account is made for it, and no password changed.</summary>
    private async Task<DestinationSignIn> FindPublicAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var account = await directory.FindUserAsync(user, cancellationToken).ConfigureAwait(false) ?? throw new MigrationException(KnownAccount.NoPublicAccount(user));
        await ledger.SetAccountAsync(account.Address, false, cancellationToken).ConfigureAwait(false);
        return new DestinationSignIn(account, user.DestinationCredential, JustCreated: false) { IsPublic = true };
    }

    private async Task<Secret?> KeepNewAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var password = await directory.GeneratePasswordAsync(user, cancellationToken).ConfigureAwait(false);
        if (password is not null)
        {
            await ledger.KeepPasswordAsync(password, cancellationToken).ConfigureAwait(false);
        }

        return password;
    }

    /// <summary>
    /// Sets the kept password again rather than a third one: an end may have come between keeping and setting, and whoever was handed it out
    /// goes on using it.
    /// </summary>
    private async Task<NetworkCredential?> ResetAsync(
        UserMapping user, DestinationUser account, IReadOnlyList<KeptPassword> kept, CancellationToken cancellationToken)
    {
        if (account.IsFromDirectory)
        {
            return null;
        }

        var known = kept.FirstOrDefault(k => !k.IsRefused) ?? (kept.Count > 0 ? kept[0] : null);
        var password = known?.Password ?? await KeepNewAsync(user, cancellationToken).ConfigureAwait(false);
        if (password is not null)
        {
            await directory.SetPasswordAsync(account, password, cancellationToken).ConfigureAwait(false);
        }

        await (known is { IsRefused: true } ? all.SetPasswordRefusedAsync(known.Mailbox, false, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
        return KnownAccount.SignInOf(account, password);
    }
}
