using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.JsonRpc;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>
/// Groups of accounts through the administration API. A group is in the domain that the administrator named, else in that of its address
/// where the server has it, else in the primary one.
/// </summary>
internal sealed class KerioGroupDirectory(AdminClient client, string? defaultDomain) : IGroupDirectory
{
    private readonly AdminQueries queries = new(client);

    public async Task<DestinationGroup?> FindAsync(string address, CancellationToken cancellationToken) =>
        await FindAsync(await DomainOfAsync(address, cancellationToken).ConfigureAwait(false), address, cancellationToken).ConfigureAwait(false);

    public async Task<string> AddressOfAsync(string address, CancellationToken cancellationToken) =>
        $"{AdminUsers.LocalPart(address)}@{(await DomainOfAsync(address, cancellationToken).ConfigureAwait(false)).Name}";

    public async Task<DestinationGroup> CreateAsync(string address, string description, CancellationToken cancellationToken)
    {
        var domain = await DomainOfAsync(address, cancellationToken).ConfigureAwait(false);
        var name = AdminUsers.LocalPart(address);
        var group = new
        {
            domainId = domain.Id,
            name,
            emailAddresses = new[] { name },
            description,
            role = "UserRole",
            hasDomainRestriction = false,
            publishInGal = true,
        };
        MigrationException? failure = null;
        try
        {
            var result = await client.ChangeAsync("Groups.create", new { groups = new[] { group } }, cancellationToken).ConfigureAwait(false);
            failure = new RpcItemResults(result).FirstError is { } error ? Refused(error, $"did not create the group {name}@{domain.Name}") : null;
        }
        catch (MigrationException e) when (e.Failure.OutcomeUnknown)
        {
            failure = e;
        }

        return await FindAsync(domain, address, cancellationToken).ConfigureAwait(false)
            ?? throw failure ?? Refused(new RpcError(0, "it is not there afterwards."), $"did not create the group {name}@{domain.Name}");
    }

    public async Task<IReadOnlyList<DestinationUser>> FindMissingAsync(
        DestinationGroup group, IReadOnlyList<DestinationUser> users, CancellationToken cancellationToken)
    {
        HashSet<string> members = new(StringComparer.Ordinal);
        foreach (var domain in await queries.DomainsAsync(cancellationToken).ConfigureAwait(false))
        {
            // A group does not tell its members; an account tells its groups.
            members.UnionWith(users.Any(u => domain.IsNamed(u.Domain))
                ? await queries.MembersAsync(domain, group.Id, cancellationToken).ConfigureAwait(false)
                : []);
        }

        return [.. users.Where(u => !members.Contains(u.Id))];
    }

    public Task AddAsync(DestinationGroup group, IReadOnlyList<DestinationUser> users, CancellationToken cancellationToken) => ChangeAsync(
        "Groups.addMemberList",
        new { groupId = group.Id, userList = users.Select(u => u.Id) },
        $"did not add every member to the group {group.Address}",
        async () => (await FindMissingAsync(group, users, cancellationToken).ConfigureAwait(false)).Count == 0,
        cancellationToken);

    public async Task<IReadOnlyCollection<string>> ReadMembersAsync(DestinationGroup group, CancellationToken cancellationToken)
    {
        HashSet<string> members = new(StringComparer.Ordinal);
        foreach (var domain in await queries.DomainsAsync(cancellationToken).ConfigureAwait(false))
        {
            members.UnionWith(await queries.MembersAsync(domain, group.Id, cancellationToken).ConfigureAwait(false));
        }

        return members;
    }

    public Task RemoveMembersAsync(DestinationGroup group, IReadOnlyList<string> ids, CancellationToken cancellationToken) => ChangeAsync(
        "Groups.removeMemberList",
        new { groupId = group.Id, userIds = ids },
        $"did not take every member out of the group {group.Address}",
        async () => !(await ReadMembersAsync(group, cancellationToken).ConfigureAwait(false)).Intersect(ids).Any(),
        cancellationToken);

    /// <remarks>The mode is for groups of a directory service, and ours are none.</remarks>
    public Task RemoveAsync(DestinationGroup group, CancellationToken cancellationToken) => ChangeAsync(
        "Groups.remove",
        new { requests = new[] { new { groupId = group.Id, mode = "DSModeDeactivate" } } },
        $"did not remove the group {group.Address}",
        async () => await FindAsync(group.Address, cancellationToken).ConfigureAwait(false) is not { } there || there.Id != group.Id,
        cancellationToken);

    /// <summary>What counts is what is there afterwards: an entry may fail while its call succeeds, or an answer get lost.</summary>
    private async Task ChangeAsync(string method, object parameters, string what, Func<Task<bool>> isDone, CancellationToken cancellationToken)
    {
        MigrationException? failure = null;
        try
        {
            var result = await client.ChangeAsync(method, parameters, cancellationToken).ConfigureAwait(false);
            failure = new RpcItemResults(result).FirstError is { } error ? Refused(error, what) : null;
        }
        catch (MigrationException e) when (e.Failure.OutcomeUnknown)
        {
            failure = e;
        }

        if (failure is not null && !await isDone().ConfigureAwait(false))
        {
            throw failure;
        }
    }

    private static MigrationException Refused(RpcError error, string what) =>
        error.ToException(FailureScope.Mailbox, Reason.AccountRefused, $"Kerio Connect {what}");

    private async Task<KerioDomain> DomainOfAsync(string address, CancellationToken cancellationToken)
    {
        var domains = await queries.DomainsAsync(cancellationToken).ConfigureAwait(false);
        var own = address.Substring(address.LastIndexOf('@') + 1);
        return KerioDomain.Find(domains, string.IsNullOrEmpty(defaultDomain) ? own : defaultDomain)
            ?? (string.IsNullOrEmpty(defaultDomain) ? KerioDomain.Find(domains, null) : null)
            ?? throw AccountRules.Refusal(
                Reason.DomainNotFound, $"Kerio Connect at {client.Where} has no mail domain {defaultDomain} for the group {address}.");
    }

    private async Task<DestinationGroup?> FindAsync(KerioDomain domain, string address, CancellationToken cancellationToken)
    {
        var name = AdminUsers.LocalPart(address);
        return await queries.OwnerAsync(domain, name, cancellationToken).ConfigureAwait(false) is not { } owner ? null
            : owner.IsGroup && await queries.GroupAsync(domain, owner.Name, $"{name}@{domain.Name}", cancellationToken).ConfigureAwait(false) is { } group ? group
            : throw AccountRules.Refusal(Reason.AddressTaken, $"The address {name}@{domain.Name} of the group {address} belongs to {owner}.");
    }
}
