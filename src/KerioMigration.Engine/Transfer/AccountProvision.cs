using System;
using System.Collections.Generic;
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
    private readonly IMailboxLedger ledger;
    private readonly string noted;

    /// <param name="noted">The account's address as earlier runs noted it; empty when none did.</param>
    public AccountProvision(IUserDirectory directory, IMailboxLedger ledger, string noted)
    {
        this.directory = directory;
        this.ledger = ledger;
        this.noted = noted;
    }

    /// <summary>Mailboxes that earlier runs took to an account.</summary>
    public Func<string, CancellationToken, Task<IReadOnlyList<MailboxEntry>>> ReadMailboxesOfAsync { get; init; } = (_, _) => Task.FromResult<IReadOnlyList<MailboxEntry>>([]);

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
        if (SharedTarget.Refuse(user, await ReadMailboxesOfAsync(SharedTarget.AddressOf(user, account), cancellationToken).ConfigureAwait(false), Users) is { } refusal)
        {
            throw new MigrationException(refusal);
        }

        if (account is not null)
        {
            // A kept password and no receipt: we died between creating the account and noting it.
            var isOurs = kept is not null && noted.Length == 0;
            await ledger.SetAccountAsync(account.Address, isOurs, cancellationToken).ConfigureAwait(false);
            var own = user.DestinationCredential ?? (resetPassword
                ? await ResetAsync(user, account, kept, cancellationToken).ConfigureAwait(false)
                : KnownAccount.SignInOf(account, kept));
            return new DestinationSignIn(account, own, JustCreated: false);
        }

        kept ??= await KeepNewAsync(user, cancellationToken).ConfigureAwait(false);
        var ensured = await directory.EnsureUserAsync(user, kept, cancellationToken).ConfigureAwait(false);
        await ledger.SetAccountAsync(ensured.User.Address, ensured.Created, cancellationToken).ConfigureAwait(false);
        return new DestinationSignIn(ensured.User, KnownAccount.SignInOf(ensured.User, ensured.Password ?? kept) ?? user.DestinationCredential, ensured.Created);
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
    private async Task<NetworkCredential?> ResetAsync(UserMapping user, DestinationUser account, Secret? kept, CancellationToken cancellationToken)
    {
        if (account.IsFromDirectory)
        {
            return null;
        }

        kept ??= await KeepNewAsync(user, cancellationToken).ConfigureAwait(false);
        if (kept is not null)
        {
            await directory.SetPasswordAsync(account, kept, cancellationToken).ConfigureAwait(false);
        }

        return KnownAccount.SignInOf(account, kept);
    }
}
