using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.JsonRpc;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>
/// Addresses, quota and state of accounts. An additional address is a local part in the account's own domain; in another domain of the
/// server it is an alias that delivers to the account.
/// </summary>
internal sealed class KerioAccountDetails(AdminClient client) : IAccountDetails
{
    private readonly AdminQueries queries = new(client);
    private readonly AliasChanges aliases = new(client, new AdminQueries(client));

    public async Task<IReadOnlyList<AddressFinding>> FindAddressesAsync(
        DestinationUser? account, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        var domains = await queries.DomainsAsync(cancellationToken).ConfigureAwait(false);
        List<AddressFinding> findings = [];
        foreach (var address in addresses)
        {
            findings.Add(KerioDomain.OfAddress(domains, address) is { } domain
                ? await FindAsync(account, address, domain, cancellationToken).ConfigureAwait(false)
                : new AddressFinding(address, AddressState.Foreign));
        }

        return findings;
    }

    public async Task AddAddressAsync(DestinationUser account, string address, CancellationToken cancellationToken)
    {
        var domain = await queries.DomainOfAddressAsync(address, cancellationToken).ConfigureAwait(false);
        var what = $"Kerio Connect did not add the address {address} to {account.Address}";
        if (domain.IsNamed(account.Domain))
        {
            var present = await queries.AddressesOfAsync(domain, account.LoginName, cancellationToken).ConfigureAwait(false);
            await SetAsync(account, new { emailAddresses = present.Append(AdminUsers.LocalPart(address)) }, what, cancellationToken).ConfigureAwait(false);
            return;
        }

        var alias = new KerioAlias("", account.Address);
        await aliases.CreateAsync(domain, AdminUsers.LocalPart(address), alias, what, LeadsThereAsync, cancellationToken).ConfigureAwait(false);

        async Task<bool> LeadsThereAsync(CancellationToken token) =>
            (await FindAsync(account, address, domain, token).ConfigureAwait(false)).State == AddressState.Own;
    }

    public async Task RemoveAddressAsync(DestinationUser account, string address, CancellationToken cancellationToken)
    {
        var domain = await queries.DomainOfAddressAsync(address, cancellationToken).ConfigureAwait(false);
        var what = $"Kerio Connect did not take the address {address} from {account.Address}";
        if (domain.IsNamed(account.Domain))
        {
            var present = await queries.AddressesOfAsync(domain, account.LoginName, cancellationToken).ConfigureAwait(false);
            var left = present.Where(a => !AdminUsers.IsLocalPart(a, AdminUsers.LocalPart(address))).ToList();
            await (left.Count == present.Count
                ? Task.CompletedTask
                : SetAsync(account, new { emailAddresses = left }, what, cancellationToken)).ConfigureAwait(false);
        }
        else if (await queries.AliasAsync(domain, AdminUsers.LocalPart(address), cancellationToken).ConfigureAwait(false) is { } alias && alias.LeadsTo(account))
        {
            await aliases.RemoveAsync(domain, AdminUsers.LocalPart(address), alias, what, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<DestinationUser?> ReadAsync(DestinationUser account, CancellationToken cancellationToken)
    {
        var domain = await queries.DomainOfAddressAsync(account.Address, cancellationToken).ConfigureAwait(false);
        return await queries.UserByLoginAsync(domain, account.LoginName, cancellationToken).ConfigureAwait(false);
    }

    public Task ChangeAsync(DestinationUser account, AccountChange change, CancellationToken cancellationToken)
    {
        var pattern = new JObject();
        if (change.FullName is { } name)
        {
            pattern["fullName"] = name;
        }

        if (change.IsPublished is { } isPublished)
        {
            pattern["publishInGal"] = isPublished;
        }

        if (change.QuotaBytes is { } quota)
        {
            // Whether a count of bytes may be larger than 32 bits is not settled.
            pattern["diskSizeLimit"] = JObject.FromObject(new { isActive = true, limit = new { value = Megabytes(quota), units = "MegaBytes" } });
        }

        if (change.IsEnabled is { } isEnabled)
        {
            pattern["isEnabled"] = isEnabled;
        }

        return SetAsync(account, pattern, $"Kerio Connect did not change the account {account.Address}", cancellationToken);
    }

    /// <summary>Never fewer bytes than were asked for.</summary>
    private static long Megabytes(long bytes) => (bytes + (1 << 20) - 1) >> 20;

    private async Task<AddressFinding> FindAsync(DestinationUser? account, string address, KerioDomain domain, CancellationToken cancellationToken)
    {
        var owner = await queries.OwnerAsync(domain, AdminUsers.LocalPart(address), cancellationToken).ConfigureAwait(false);
        if (owner is null)
        {
            return new AddressFinding(address, AddressState.Free);
        }

        var isOwn = account is not null && (owner.IsUser
            ? domain.IsNamed(account.Domain) && string.Equals(owner.Name, account.LoginName, StringComparison.OrdinalIgnoreCase)
            : await queries.AliasAsync(domain, AdminUsers.LocalPart(address), cancellationToken).ConfigureAwait(false) is { } alias && alias.LeadsTo(account));
        return isOwn ? new AddressFinding(address, AddressState.Own) : new AddressFinding(address, AddressState.Taken, owner.ToString());
    }

    private async Task SetAsync(DestinationUser account, object pattern, string what, CancellationToken cancellationToken)
    {
        var result = await client.CallAsync("Users.set", new { userIds = new[] { account.Id }, pattern }, cancellationToken).ConfigureAwait(false);
        if (new RpcItemResults(result).FirstError is { } error)
        {
            throw error.ToException(FailureScope.Mailbox, Reason.AccountRefused, what);
        }
    }
}
