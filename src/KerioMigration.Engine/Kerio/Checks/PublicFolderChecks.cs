using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Admin;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio.Checks;

/// <summary>Whether public folders could be written: the account that does it, its doors, and whether addresses can lead to them.</summary>
/// <param name="user">As a run would have it.</param>
internal sealed class PublicFolderChecks(KerioServer server, AdminQueries queries, UserMapping user)
{
    private DestinationUser? keeper;

    public async Task<ProbeOutcome> AccountAsync(CancellationToken cancellationToken)
    {
        keeper = await server.Directory.FindUserAsync(user, cancellationToken).ConfigureAwait(false) ?? throw new MigrationException(KnownAccount.NoPublicAccount(user));
        return KerioServer.MayNotChangePublicFolders(keeper) is { } failure ? throw new MigrationException(failure)
            : keeper.MayChangePublicFolders is null ? new($"{keeper.Address} is there.") { Remedy = "Make sure that it has the right \"Public folders\": the server does not say." }
            : new($"{keeper.Address} may change public folders.");
    }

    public async Task<ProbeOutcome> DoorsAsync(CancellationToken cancellationToken)
    {
        var signIn = new DestinationSignIn(keeper!, user.DestinationCredential, JustCreated: false) { IsPublic = true };
        var mailbox = await server.OpenMailboxAsync(signIn, cancellationToken).ConfigureAwait(false);
        await using (mailbox.ConfigureAwait(false))
        {
            var folders = await mailbox.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
            var detail = string.Format(
                CultureInfo.InvariantCulture, "They open for {0}, who sees {1}; for {2}.", keeper!.Address, folders.Count, string.Join(", ", ItemKinds.All.Where(mailbox.Traits.Kinds.Contains)));
            return mailbox.Traits.Obstacle is not { } obstacle ? new(detail)
                : new(detail) { Reason = obstacle.Reason, Remedy = $"All other kinds are held. {obstacle.Message}" };
        }
    }

    /// <summary>Without it everything else is carried.</summary>
    public async Task<ProbeOutcome> AddressesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var domain = await queries.DomainOfAddressAsync(keeper!.Address, cancellationToken).ConfigureAwait(false);
            var folders = await queries.MailFoldersAsync(domain, cancellationToken).ConfigureAwait(false);
            return new(string.Format(CultureInfo.InvariantCulture, "The server lists {0} public folders of mail, to which addresses can lead.", folders.Count));
        }
        catch (MigrationException e) when (e.Failure.Scope == FailureScope.Mailbox)
        {
            return new("The server does not list public folders of mail.") { Reason = e.Failure.Reason, Remedy = $"Addresses of public folders are not carried. {e.Failure.Message}" };
        }
    }
}
