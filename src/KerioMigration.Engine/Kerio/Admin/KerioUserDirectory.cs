using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>Accounts of Kerio Connect through its administration API.</summary>
internal sealed class KerioUserDirectory : IUserDirectory
{
    private static readonly string[] Fields =
        ["id", "loginName", "fullName", "isEnabled", "itemSource", "emailAddresses", "diskSizeLimit", "consumedSize", "itemLimit", "consumedItems"];

    private readonly AdminClient client;
    private readonly string? defaultDomain;

    public KerioUserDirectory(AdminClient client, string? defaultDomain)
    {
        this.client = client;
        this.defaultDomain = defaultDomain;
    }

    public async Task<IReadOnlyList<DestinationUser>> ListUsersAsync(CancellationToken cancellationToken)
    {
        var users = new List<DestinationUser>();
        foreach (var domain in (await ReadDomainsAsync(cancellationToken).ConfigureAwait(false)).Select(d => d.Domain))
        {
            var result = await client.CallAsync("Users.get", new { query = new { fields = Fields }, domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
            users.AddRange(ListOf(result).Select(u => AdminUsers.Read(u, domain.Name)));
        }

        return users;
    }

    public async Task<DestinationUser?> FindUserAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var domain = await ResolveDomainAsync(user, cancellationToken).ConfigureAwait(false);
        if (await FindAsync(user, domain, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found.IsEnabled ? found : throw Refusal(Reason.AccountDisabled, $"The account {found.Address} is disabled. Enable it in Kerio Connect and run again.");
        }

        RefuseIllegalName(user);
        await RefuseTakenAddressAsync(user, domain, cancellationToken).ConfigureAwait(false);
        await RefuseFullLicenceAsync(user, domain, cancellationToken).ConfigureAwait(false);
        return null;
    }

    public async Task<EnsuredUser> EnsureUserAsync(UserMapping user, Secret? password, CancellationToken cancellationToken)
    {
        if (await FindUserAsync(user, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return new EnsuredUser(found, false, null);
        }

        var domain = await ResolveDomainAsync(user, cancellationToken).ConfigureAwait(false);
        password ??= await GeneratePasswordAsync(user, cancellationToken).ConfigureAwait(false);
        var result = await client.CallAsync("Users.create", new { users = new[] { NewUser(user, domain, password) } }, cancellationToken).ConfigureAwait(false);
        var error = (result["errors"] as JArray)?.FirstOrDefault() is { } entry ? AdminError.From(entry) : null;

        // "Already exists": an interrupted call made it, or somebody else did in this moment.
        var account = await FindAsync(user, domain, cancellationToken).ConfigureAwait(false);
        return account is not null
            ? new EnsuredUser(account, error is null, error is null ? password : null)
            : throw (error ?? new AdminError(0, "the account is not there afterwards")).ToException(
                FailureScope.Mailbox, Reason.AccountRefused, $"Kerio Connect did not create the account {user.DestinationLogin}@{domain.Name}");
    }

    public async Task<Secret> GeneratePasswordAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var domain = await ResolveDomainAsync(user, cancellationToken).ConfigureAwait(false);
        var result = await client.CallAsync("Domains.generatePassword", new { domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
        return Secret.From((string?)result["password"] ?? throw Refusal(Reason.UnexpectedAnswer, $"{client.Where} generated no password for {user}."));
    }

    private static IEnumerable<JToken> ListOf(JObject result) => result["list"] as JArray ?? [];

    private static MigrationException Refusal(Reason reason, string message) => new(new Failure(FailureScope.Mailbox, FailureRemedy.None, reason, message));

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

    // "No diacritics, blanks or most symbols" (reference of the User structure); what is left is what every version takes.
    private static void RefuseIllegalName(UserMapping user)
    {
        if (user.DestinationLogin.Length == 0 || !user.DestinationLogin.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_'))
        {
            throw Refusal(
                Reason.AccountNameIllegal,
                $"Kerio Connect takes no account named '{user.DestinationLogin}' (for {user}): letters a-z, digits, dot, hyphen and underscore only. Give the row a DestinationLogin.");
        }
    }

    private async Task<IReadOnlyList<(KerioDomain Domain, IReadOnlyList<string> Names)>> ReadDomainsAsync(CancellationToken cancellationToken)
    {
        var result = await client.CallAsync("Domains.get", new { query = new { fields = new[] { "id", "name", "isPrimary", "aliasList" } } }, cancellationToken).ConfigureAwait(false);
        return [.. ListOf(result).Select(d => (
            new KerioDomain((string?)d["id"] ?? "", (string?)d["name"] ?? "", (bool?)d["isPrimary"] ?? false),
            (IReadOnlyList<string>)[(string?)d["name"] ?? "", .. (d["aliasList"] as JArray ?? []).Select(a => (string?)a ?? "")]))];
    }

    private async Task<KerioDomain> ResolveDomainAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var wanted = user.DestinationDomain.Length > 0 ? user.DestinationDomain : defaultDomain;
        var domains = await ReadDomainsAsync(cancellationToken).ConfigureAwait(false);
        var found = string.IsNullOrEmpty(wanted)
            ? domains.FirstOrDefault(d => d.Domain.IsPrimary).Domain
            : domains.FirstOrDefault(d => d.Names.Contains(wanted, StringComparer.OrdinalIgnoreCase)).Domain;
        return found ?? throw Refusal(
            Reason.DomainNotFound,
            $"Kerio Connect at {client.Where} has no mail domain {wanted} (for {user}). Create it, or give -KerioDomain one of: {string.Join(", ", domains.Select(d => d.Domain.Name))}.");
    }

    private async Task<DestinationUser?> FindAsync(UserMapping user, KerioDomain domain, CancellationToken cancellationToken)
    {
        var query = new { fields = Fields, conditions = new[] { new { fieldName = "loginName", comparator = "Eq", value = user.DestinationLogin } } };
        var result = await client.CallAsync("Users.get", new { query, domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
        var found = ListOf(result).FirstOrDefault(u => string.Equals((string?)u["loginName"], user.DestinationLogin, StringComparison.OrdinalIgnoreCase));
        return found is null ? null : AdminUsers.Read(found, domain.Name);
    }

    private async Task RefuseTakenAddressAsync(UserMapping user, KerioDomain domain, CancellationToken cancellationToken)
    {
        var result = await client.CallAsync(
            "Server.findEntityByEmail",
            new { addresses = new[] { user.DestinationLogin }, updatedEntity = new { kind = "EntityUser", id = "" }, domainId = domain.Id },
            cancellationToken).ConfigureAwait(false);
        if ((result["entities"] as JArray)?.FirstOrDefault() is { } entity)
        {
            throw Refusal(
                Reason.AddressTaken,
                $"The address {user.DestinationLogin}@{domain.Name} belongs to {(string?)entity["name"]} already. Free it, or give {user} another DestinationLogin.");
        }
    }

    private async Task RefuseFullLicenceAsync(UserMapping user, KerioDomain domain, CancellationToken cancellationToken)
    {
        var result = await client.CallAsync("Domains.getUserCountInfo", new { domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
        var allowed = AdminUsers.Number(result.SelectToken("countInfo.allowedUsers"));
        var current = AdminUsers.Number(result.SelectToken("countInfo.currentUsers"));
        if (allowed > 0 && current >= allowed)
        {
            throw Refusal(
                Reason.LicenceFull,
                $"No account for {user}: {domain.Name} has {current} of {allowed} allowed accounts. Extend the licence or the domain's limit, or disable accounts.");
        }
    }
}
