using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Finds the account of a user or creates it, in an order in which no password can get lost: it is kept before the account exists.
/// </summary>
internal sealed class AccountProvision
{
    private readonly IUserDirectory directory;
    private readonly IMailboxLedger ledger;

    public AccountProvision(IUserDirectory directory, IMailboxLedger ledger)
    {
        this.directory = directory;
        this.ledger = ledger;
    }

    public async Task<DestinationSignIn> EnsureAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var kept = await ledger.ReadPasswordAsync(cancellationToken).ConfigureAwait(false);
        var account = await directory.FindUserAsync(user, cancellationToken).ConfigureAwait(false);
        if (account is not null)
        {
            // A kept password and no receipt: we died between creating the account and noting it.
            await ledger.SetAccountAsync(account.Address, createdByUs: kept is not null, cancellationToken).ConfigureAwait(false);
            return new DestinationSignIn(account, user.DestinationCredential ?? KnownAccount.SignInOf(account, kept), JustCreated: false);
        }

        if (kept is null)
        {
            kept = await directory.GeneratePasswordAsync(user, cancellationToken).ConfigureAwait(false);
            if (kept is not null)
            {
                await ledger.KeepPasswordAsync(kept, cancellationToken).ConfigureAwait(false);
            }
        }

        var ensured = await directory.EnsureUserAsync(user, kept, cancellationToken).ConfigureAwait(false);
        await ledger.SetAccountAsync(ensured.User.Address, ensured.Created, cancellationToken).ConfigureAwait(false);
        return new DestinationSignIn(ensured.User, KnownAccount.SignInOf(ensured.User, ensured.Password ?? kept) ?? user.DestinationCredential, ensured.Created);
    }
}
