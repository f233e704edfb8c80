using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.JsonRpc;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>Accounts of Kerio Connect through its administration API.</summary>
internal sealed class KerioUserDirectory : IUserDirectory
{
    private readonly AdminClient client;
    private readonly AdminQueries queries;
    private readonly AccountRules rules;
    private readonly string? defaultDomain;

    public KerioUserDirectory(AdminClient client, string? defaultDomain)
    {
        this.client = client;
        this.defaultDomain = defaultDomain;
        queries = new AdminQueries(client);
        rules = new AccountRules(queries);
    }

    public async Task<IReadOnlyList<DestinationUser>> ListUsersAsync(CancellationToken cancellationToken)
    {
        var users = new List<DestinationUser>();
        foreach (var domain in await queries.DomainsAsync(cancellationToken).ConfigureAwait(false))
        {
            users.AddRange(await queries.UsersAsync(domain, cancellationToken).ConfigureAwait(false));
        }

        return users;
    }

    public async Task<DestinationUser?> FindUserAsync(UserMapping user, CancellationToken cancellationToken) =>
        (await LookUpAsync(user, cancellationToken).ConfigureAwait(false)).Account;

    public async Task<EnsuredUser> EnsureUserAsync(UserMapping user, Secret? password, CancellationToken cancellationToken)
    {
        var (domain, account, notActivated) = await LookUpAsync(user, cancellationToken).ConfigureAwait(false);
        if (account is not null)
        {
            return new EnsuredUser(account, false, null);
        }

        if (notActivated is not null)
        {
            // Its password is the directory service's.
            return await ChangeAsync("Users.activate", new { userIds = new[] { notActivated.Id } }, user, domain, null, cancellationToken).ConfigureAwait(false);
        }

        password ??= await GenerateAsync(user, domain, cancellationToken).ConfigureAwait(false);
        return await ChangeAsync("Users.create", new { users = new[] { NewUser(user, domain, password) } }, user, domain, password, cancellationToken).ConfigureAwait(false);
    }

    public async Task SetPasswordAsync(DestinationUser user, Secret password, CancellationToken cancellationToken)
    {
        var change = new { userIds = new[] { user.Id }, pattern = new { password = password.Reveal() } };
        var result = await client.CallAsync("Users.set", change, cancellationToken).ConfigureAwait(false);
        if ((result["errors"] as JArray)?.Select(RpcError.From).FirstOrDefault() is { } error)
        {
            throw error.ToException(FailureScope.Mailbox, Reason.AccountRefused, $"Kerio Connect did not change the password of {user.Address}");
        }
    }

    public async Task RemoveUserAsync(DestinationUser user, CancellationToken cancellationToken)
    {
        var request = new { userId = user.Id, method = "UDeleteFolder", removeReferences = false, targetUserId = "", mode = "DSModeDeactivate" };
        RpcError? error = null;
        MigrationException? lost = null;
        try
        {
            var result = await client.CallOnceAsync("Users.remove", new { requests = new[] { request } }, cancellationToken).ConfigureAwait(false);
            error = (result["errors"] as JArray)?.Select(RpcError.From).FirstOrDefault();
        }
        catch (MigrationException e) when (e.Failure.OutcomeUnknown)
        {
            lost = e;
        }

        // Whether it is gone is what counts: the call may succeed while its one entry failed, or its answer get lost.
        var domain = (await queries.DomainsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(d => d.IsNamed(user.Domain));
        if (domain is not null && await queries.UserByLoginAsync(domain, user.LoginName, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw lost ?? (error ?? new RpcError(0, "the account is still there afterwards.")).ToException(
                FailureScope.Mailbox, Reason.AccountRefused, $"Kerio Connect did not remove the account {user.Address}");
        }
    }

    public async Task<Secret?> GeneratePasswordAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var domain = await queries.DomainOfAsync(user, defaultDomain, cancellationToken).ConfigureAwait(false);
        return await queries.NotActivatedAsync(domain, user.DestinationLogin, cancellationToken).ConfigureAwait(false) is null
            ? await GenerateAsync(user, domain, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private static object NewUser(UserMapping user, KerioDomain domain, Secret password) => new
    {
        domainId = domain.Id,
        loginName = user.DestinationLogin,
        fullName = user.DisplayName,
        password = password.Reveal(),
        authType = "UInternalAuth",
        isEnabled = true,
        hasDefaultSpamRule = true,
        allowPasswordChange = true,
        role = new { userRole = "UserRole", publicFolderRight = false, archiveFolderRight = false },
    };

    /// <summary>The account of this name or additional address; or the directory service's user who becomes one; or neither, and one can be made.</summary>
    private async Task<(KerioDomain Domain, DestinationUser? Account, NotActivatedUser? NotActivated)> LookUpAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var domain = await queries.DomainOfAsync(user, defaultDomain, cancellationToken).ConfigureAwait(false);
        if (await FindAsync(user, domain, cancellationToken).ConfigureAwait(false) is { } account)
        {
            AccountRules.RefuseDisabled(account);
            return (domain, account, null);
        }

        var notActivated = await queries.NotActivatedAsync(domain, user.DestinationLogin, cancellationToken).ConfigureAwait(false);
        if (notActivated is { CanBeActivated: false })
        {
            throw AccountRules.Refusal(
                Reason.AccountRefused,
                $"The directory service of {domain.Name} has a user {user.DestinationLogin} whom Kerio Connect cannot activate. {notActivated.Obstacle}".TrimEnd());
        }

        await rules.RefuseWithoutSeatAsync(user, domain, cancellationToken).ConfigureAwait(false);
        return (domain, null, notActivated);
    }

    private async Task<DestinationUser?> FindAsync(UserMapping user, KerioDomain domain, CancellationToken cancellationToken)
    {
        if (await queries.UserByLoginAsync(domain, user.DestinationLogin, cancellationToken).ConfigureAwait(false) is { } named)
        {
            return named;
        }

        AccountRules.RefuseIllegalName(user);
        if (await queries.OwnerAsync(domain, user.DestinationLogin, cancellationToken).ConfigureAwait(false) is not { } owner)
        {
            return null;
        }

        // An alias or a group is no account, even if all its mail goes to one: the migrated mail would be mixed into somebody's own.
        var account = owner.IsUser
            ? await queries.UserByAddressAsync(domain, owner.Name, user.DestinationLogin, cancellationToken).ConfigureAwait(false)

                // Somebody else made it after the first question.
                ?? await queries.UserByLoginAsync(domain, user.DestinationLogin, cancellationToken).ConfigureAwait(false)
            : null;
        return account ?? throw AccountRules.TakenAddress(user, domain, owner);
    }

    private async Task<Secret> GenerateAsync(UserMapping user, KerioDomain domain, CancellationToken cancellationToken)
    {
        var result = await client.CallAsync("Domains.generatePassword", new { domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
        return (string?)result["password"] is { Length: > 0 } password
            ? Secret.From(password)
            : throw AccountRules.Refusal(Reason.UnexpectedAnswer, $"{client.Where} generated no password for {user}.");
    }

    /// <summary>Makes the one account; again when the answer got lost and it is not there, or the server was busy and did nothing.</summary>
    private Task<EnsuredUser> ChangeAsync(
        string method, object parameters, UserMapping user, KerioDomain domain, Secret? password, CancellationToken cancellationToken) =>
        client.RetryAsync(token => ChangeOnceAsync(method, parameters, user, domain, password, token), cancellationToken);

    /// <summary>Looks afterwards whether it is there: the call may succeed while its one entry failed, or its answer get lost.</summary>
    private async Task<EnsuredUser> ChangeOnceAsync(
        string method, object parameters, UserMapping user, KerioDomain domain, Secret? password, CancellationToken cancellationToken)
    {
        RpcError? error = null;
        MigrationException? lost = null;
        try
        {
            var result = await client.CallOnceAsync(method, parameters, cancellationToken).ConfigureAwait(false);
            error = (result["errors"] as JArray)?.Select(RpcError.From).FirstOrDefault();
        }
        catch (MigrationException e) when (e.Failure.OutcomeUnknown)
        {
            lost = e;
        }

        // With "already exists" somebody else made it in this moment, and knows its password.
        var account = await queries.UserByLoginAsync(domain, user.DestinationLogin, cancellationToken).ConfigureAwait(false);
        return account is not null ? new EnsuredUser(account, error is null, error is null ? password : null)
            : throw lost ?? (error ?? new RpcError(0, "the account is not there afterwards.")).ToException(
                FailureScope.Mailbox, Reason.AccountRefused, $"Kerio Connect did not create the account {user.DestinationLogin}@{domain.Name}");
    }
}
