using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.JsonRpc;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>Rooms and equipment of Kerio Connect through its administration API.</summary>
internal sealed class KerioResourceDirectory(AdminClient client, string? defaultDomain) : IResourceDirectory
{
    private static readonly string[] Fields = ["id", "name", "type"];

    private readonly AdminQueries queries = new(client);

    public async Task<DestinationResource?> FindAsync(UserMapping user, CancellationToken cancellationToken) =>
        (await LookUpAsync(user, cancellationToken).ConfigureAwait(false)).Resource;

    public async Task<EnsuredResource> EnsureAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var (domain, resource) = await LookUpAsync(user, cancellationToken).ConfigureAwait(false);
        return resource is not null
            ? new EnsuredResource(resource, Created: false)
            : await client.RetryAsync(token => CreateOnceAsync(user, domain, token), cancellationToken).ConfigureAwait(false);
    }

    public async Task RemoveAsync(DestinationResource resource, CancellationToken cancellationToken)
    {
        var (error, lost) = await ChangeAsync("Resources.remove", new { resourceIds = new[] { resource.Id } }, cancellationToken).ConfigureAwait(false);
        var domain = (await queries.DomainsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(d => d.IsNamed(resource.Domain));
        if (domain is not null && await NamedAsync(domain, resource.Name, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw lost ?? (error ?? new RpcError(0, "it is still there afterwards.")).ToException(
                FailureScope.Mailbox, Reason.AccountRefused, $"Kerio Connect did not remove the resource {resource.Address}");
        }
    }

    private async Task<(KerioDomain Domain, DestinationResource? Resource)> LookUpAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var domain = await queries.DomainOfAsync(user, defaultDomain, cancellationToken).ConfigureAwait(false);
        AccountRules.RefuseIllegalName(user);
        if (await NamedAsync(domain, user.DestinationLogin, cancellationToken).ConfigureAwait(false) is { } resource)
        {
            return (domain, resource);
        }

        return await queries.OwnerAsync(domain, user.DestinationLogin, cancellationToken).ConfigureAwait(false) is { } owner
            ? throw AccountRules.TakenAddress(user, domain, owner)
            : (domain, null);
    }

    /// <summary>Looks afterwards whether it is there: the call may succeed while its one entry failed, or its answer get lost.</summary>
    private async Task<EnsuredResource> CreateOnceAsync(UserMapping user, KerioDomain domain, CancellationToken cancellationToken)
    {
        // Who may book it and who manages it is left to the server: the source does not tell, and a right that nobody gave is none.
        var wanted = new { domainId = domain.Id, name = user.DestinationLogin, description = user.DisplayName, type = user.Resource.ToString(), isEnabled = true };
        var (error, lost) = await ChangeAsync("Resources.create", new { resources = new[] { wanted } }, cancellationToken).ConfigureAwait(false);
        return await NamedAsync(domain, user.DestinationLogin, cancellationToken).ConfigureAwait(false) is { } resource
            ? new EnsuredResource(resource, Created: error is null)
            : throw lost ?? (error ?? new RpcError(0, "it is not there afterwards.")).ToException(
                FailureScope.Mailbox, Reason.AccountRefused, $"Kerio Connect did not create the resource {user.DestinationLogin}@{domain.Name}");
    }

    private async Task<(RpcError? Error, MigrationException? Lost)> ChangeAsync(string method, object parameters, CancellationToken cancellationToken)
    {
        try
        {
            var result = await client.CallOnceAsync(method, parameters, cancellationToken).ConfigureAwait(false);
            return ((result["errors"] as JArray)?.Select(RpcError.From).FirstOrDefault(), null);
        }
        catch (MigrationException e) when (e.Failure.OutcomeUnknown)
        {
            return (null, e);
        }
    }

    private async Task<DestinationResource?> NamedAsync(KerioDomain domain, string name, CancellationToken cancellationToken)
    {
        var query = new { fields = Fields, conditions = new[] { new { fieldName = "name", comparator = "Eq", value = name } } };
        var result = await client.CallAsync("Resources.get", new { query, domainId = domain.Id }, cancellationToken).ConfigureAwait(false);
        return (result["list"] as JArray ?? [])
            .Where(r => string.Equals((string?)r["name"], name, StringComparison.OrdinalIgnoreCase))
            .Select(r => new DestinationResource
            {
                Id = (string?)r["id"] ?? "",
                Name = (string?)r["name"] ?? "",
                Domain = domain.Name,
                Kind = (string?)r["type"] == nameof(ResourceKind.Equipment) ? ResourceKind.Equipment : ResourceKind.Room,
            })
            .FirstOrDefault();
    }
}
