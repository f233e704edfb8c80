using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>What is asked of the administration API about accounts. Reads only.</summary>
internal sealed class AdminQueries(AdminClient client)
{
    /// <summary>A server may cut unlimited answers at a number of its own; pages it does not.</summary>
    private const int PageSize = 1000;

    public async Task<IReadOnlyList<KerioDomain>> DomainsAsync(CancellationToken cancellationToken)
    {
        var result = await client.CallAsync("Domains.get", new { query = new { fields = KerioDomain.Fields } }, cancellationToken).ConfigureAwait(false);
        return [.. ListOf(result).Select(KerioDomain.Read)];
    }

    /// <param name="defaultDomain">For users who name none; null or empty: the primary domain.</param>
    public async Task<KerioDomain> DomainOfAsync(UserMapping user, string? defaultDomain, CancellationToken cancellationToken)
    {
        var wanted = user.DestinationDomain.Length > 0 ? user.DestinationDomain : defaultDomain;
        var domains = await DomainsAsync(cancellationToken).ConfigureAwait(false);
        return KerioDomain.Find(domains, wanted) ?? throw AccountRules.Refusal(
            Reason.DomainNotFound,
            $"Kerio Connect at {client.Where} has no mail domain {wanted} (for {user}). Create it, or give -KerioDomain one of: {string.Join(", ", domains.Select(d => d.Name))}.");
    }

    /// <exception cref="MigrationException">The domain is no more.</exception>
    public async Task<KerioDomain> DomainOfAddressAsync(string address, CancellationToken cancellationToken) =>
        KerioDomain.OfAddress(await DomainsAsync(cancellationToken).ConfigureAwait(false), address)
        ?? throw AccountRules.Refusal(Reason.DomainNotFound, $"Kerio Connect at {client.Where} has no mail domain for {address} any more.");

    /// <summary>Each domain has public folders of its own; else all share the same. An administrator who may not see it hears of the narrower.</summary>
    public async Task<bool> HasFoldersPerDomainAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (bool?)(await client.CallAsync("Domains.getSettings", null, cancellationToken).ConfigureAwait(false)).SelectToken("setting.publicFoldersPerDomain") ?? true;
        }
        catch (MigrationException e) when (IsRefusal(e))
        {
            return true;
        }
    }

    /// <summary>The public folders of mail to which an alias of this domain can lead.</summary>
    /// <exception cref="MigrationException">Scope Mailbox: the server does not list them to this administrator.</exception>
    public async Task<IReadOnlyList<MailFolder>> MailFoldersAsync(KerioDomain domain, CancellationToken cancellationToken)
    {
        try
        {
            var result = await client.CallAsync("Aliases.getMailPublicFolderList", new { domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
            return [.. (result["publicFolderList"] as JArray ?? []).Select(f => new MailFolder((string?)f["id"] ?? "", (string?)f["name"] ?? ""))];
        }
        catch (MigrationException e) when (IsRefusal(e))
        {
            throw new MigrationException(e.Failure with { Scope = FailureScope.Mailbox }, e);
        }
    }

    public async Task<IReadOnlyList<DestinationUser>> UsersAsync(KerioDomain domain, CancellationToken cancellationToken)
    {
        var records = await RecordsAsync(domain, AdminUsers.Fields, cancellationToken).ConfigureAwait(false);
        return [.. records.Select(u => AdminUsers.Read(u, domain.Name))];
    }

    public async Task<RetentionRules> RetentionOfDomainAsync(KerioDomain domain, CancellationToken cancellationToken)
    {
        var result = await client.CallAsync("Domains.get", new { query = new { fields = RetentionRules.Fields.Prepend("id") } }, cancellationToken).ConfigureAwait(false);
        return RetentionRules.Read(ListOf(result).FirstOrDefault(d => (string?)d["id"] == domain.Id));
    }

    /// <summary>By login name; only accounts that do not use their domain's rules.</summary>
    public async Task<IReadOnlyDictionary<string, RetentionRules>> RetentionOfUsersAsync(KerioDomain domain, CancellationToken cancellationToken)
    {
        var records = await RecordsAsync(domain, ["loginName", "cleanOutItems"], cancellationToken).ConfigureAwait(false);
        return records.Where(u => !((bool?)u.SelectToken("cleanOutItems.isUsedDomain") ?? true))
            .ToDictionary(u => (string?)u["loginName"] ?? "", u => RetentionRules.Read(u["cleanOutItems"]), StringComparer.OrdinalIgnoreCase);
    }

    public async Task<DestinationUser?> UserByLoginAsync(KerioDomain domain, string loginName, CancellationToken cancellationToken) =>
        await RecordAsync(domain, loginName, cancellationToken).ConfigureAwait(false) is { } record ? AdminUsers.Read(record, domain.Name) : null;

    /// <summary>The account of this login, if it also gets the mail of this other address.</summary>
    public async Task<DestinationUser?> UserByAddressAsync(KerioDomain domain, string loginName, string localPart, CancellationToken cancellationToken) =>
        await RecordAsync(domain, loginName, cancellationToken).ConfigureAwait(false) is { } record && AdminUsers.HasAddress(record, localPart)
            ? AdminUsers.Read(record, domain.Name)
            : null;

    /// <summary>Who gets the mail of an address; null when it is free.</summary>
    public async Task<AddressOwner?> OwnerAsync(KerioDomain domain, string localPart, CancellationToken cancellationToken)
    {
        var parameters = new { addresses = new[] { localPart }, updatedEntity = new { kind = "EntityUser", id = "" }, domainId = domain.Id };
        var result = await client.CallAsync("Server.findEntityByEmail", parameters, cancellationToken).ConfigureAwait(false);
        return (result["entities"] as JArray)?.Select(e => new AddressOwner((string?)e["kind"] ?? "", (string?)e["name"] ?? "")).FirstOrDefault();
    }

    /// <summary>The alias of this name; null when there is none.</summary>
    public async Task<KerioAlias?> AliasAsync(KerioDomain domain, string name, CancellationToken cancellationToken)
    {
        var query = new { fields = new[] { "id", "name", "deliverTo", "deliverToId", "type" }, conditions = new[] { new { fieldName = "name", comparator = "Eq", value = name } } };
        var result = await client.CallAsync("Aliases.get", new { query, domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
        return ListOf(result).Where(a => string.Equals((string?)a["name"], name, StringComparison.OrdinalIgnoreCase))
            .Select(a => new KerioAlias((string?)a["id"] ?? "", (string?)a["deliverTo"] ?? "")
            {
                Type = (string?)a["type"] ?? KerioAlias.ToAddress,
                DeliverToId = (string?)a["deliverToId"] ?? "",
            })
            .FirstOrDefault();
    }

    /// <summary>The group of this name, its address the one that is given; null when there is none.</summary>
    public async Task<DestinationGroup?> GroupAsync(KerioDomain domain, string name, string address, CancellationToken cancellationToken)
    {
        var query = new { fields = new[] { "id", "name", "description", "emailAddresses" }, conditions = new[] { new { fieldName = "name", comparator = "Eq", value = name } } };
        var result = await client.CallAsync("Groups.get", new { query, domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
        return ListOf(result).Where(g => string.Equals((string?)g["name"], name, StringComparison.OrdinalIgnoreCase))
            .Select(g => new DestinationGroup((string?)g["id"] ?? "", address)
            {
                Description = (string?)g["description"] ?? "",
                Addresses = [.. (g["emailAddresses"] as JArray ?? []).Select(a => (string?)a ?? "")],
            })
            .FirstOrDefault();
    }

    /// <summary>Ids of the domain's accounts that are in this group.</summary>
    public async Task<IEnumerable<string>> MembersAsync(KerioDomain domain, string groupId, CancellationToken cancellationToken)
    {
        var records = await RecordsAsync(domain, ["id", "loginName", "userGroups"], cancellationToken).ConfigureAwait(false);
        return records.Where(u => (u["userGroups"] as JArray ?? []).Any(g => (string?)g["id"] == groupId)).Select(u => (string?)u["id"] ?? "");
    }

    /// <summary>The account's additional addresses as the server writes them.</summary>
    public async Task<IReadOnlyList<string>> AddressesOfAsync(KerioDomain domain, string loginName, CancellationToken cancellationToken) =>
        await RecordAsync(domain, loginName, cancellationToken).ConfigureAwait(false) is { } record ? AdminUsers.Addresses(record) : [];

    /// <summary>A user of the domain's directory service who has no account yet; null when there is none of this name.</summary>
    public async Task<NotActivatedUser?> NotActivatedAsync(KerioDomain domain, string loginName, CancellationToken cancellationToken)
    {
        if (!domain.HasDirectoryService)
        {
            return null;
        }

        var result = await client.CallAsync("Users.getNotActivated", new { domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
        return (result["newUsers"] as JArray ?? [])
            .Where(u => string.Equals((string?)u.SelectToken("userItem.loginName"), loginName, StringComparison.OrdinalIgnoreCase))
            .Select(u => new NotActivatedUser((string?)u.SelectToken("userItem.id") ?? "", (bool?)u["isImportable"] ?? false, (string?)u.SelectToken("message.message") ?? ""))
            .FirstOrDefault();
    }

    public async Task<Seats> DomainSeatsAsync(KerioDomain domain, CancellationToken cancellationToken)
    {
        var result = await client.CallAsync("Domains.getUserCountInfo", new { domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
        return new Seats(AdminUsers.Number(result.SelectToken("countInfo.currentUsers")), Limit(result.SelectToken("countInfo.allowedUsers")));
    }

    /// <summary>Null when this administrator may not see the licence; the server checks it again when an account is made.</summary>
    public async Task<Seats?> LicenceSeatsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var about = (await client.CallAsync("Server.getAboutInfo", null, cancellationToken).ConfigureAwait(false))["aboutInformation"];
            var isUnlimited = (bool?)about?.SelectToken("allowedUsers.isUnlimited") ?? false;
            return new Seats(AdminUsers.Number(about?["currentUsers"]), isUnlimited ? null : Limit(about?.SelectToken("allowedUsers.allowedUsers")));
        }
        catch (MigrationException e) when (IsRefusal(e))
        {
            return null;
        }
    }

    /// <summary>The method is not there, or not for this administrator: others go on.</summary>
    private static bool IsRefusal(MigrationException e) => e.Failure.Reason is Reason.RoleInsufficient or Reason.ServerFault;

    private static IEnumerable<JToken> ListOf(JObject result) => result["list"] as JArray ?? [];

    private static long? Limit(JToken? allowed) => AdminUsers.Number(allowed) is > 0 and var limit ? limit : null;

    private async Task<IReadOnlyList<JToken>> RecordsAsync(KerioDomain domain, string[] fields, CancellationToken cancellationToken)
    {
        var users = new List<JToken>();
        while (true)
        {
            var query = new { fields, start = users.Count, limit = PageSize, orderBy = new[] { new { columnName = "loginName", direction = "Asc" } } };
            var page = await client.CallAsync("Users.get", new { query, domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
            var before = users.Count;
            users.AddRange(ListOf(page));
            if (users.Count == before || users.Count >= AdminUsers.Number(page["totalItems"]))
            {
                return users;
            }
        }
    }

    private async Task<JToken?> RecordAsync(KerioDomain domain, string loginName, CancellationToken cancellationToken)
    {
        var query = new { fields = AdminUsers.Fields, conditions = new[] { new { fieldName = "loginName", comparator = "Eq", value = loginName } } };
        var result = await client.CallAsync("Users.get", new { query, domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
        return ListOf(result).FirstOrDefault(u => string.Equals((string?)u["loginName"], loginName, StringComparison.OrdinalIgnoreCase));
    }
}
