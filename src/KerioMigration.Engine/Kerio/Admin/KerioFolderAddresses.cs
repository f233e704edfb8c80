using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>Addresses of public folders: aliases whose target is a folder of mail. Where public folders are kept per domain, only a folder's own domain has any that lead to it.</summary>
internal sealed class KerioFolderAddresses(AdminClient client) : IFolderAddresses
{
    private readonly AdminQueries queries = new(client);
    private readonly AliasChanges aliases = new(client, new AdminQueries(client));

    public async Task<IReadOnlyList<AddressFinding>> FindAsync(
        DestinationUser keeper, IReadOnlyList<string> folder, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        if (addresses.Count == 0)
        {
            return [];
        }

        var domains = await queries.DomainsAsync(cancellationToken).ConfigureAwait(false);
        var perDomain = await queries.HasFoldersPerDomainAsync(cancellationToken).ConfigureAwait(false);
        List<AddressFinding> findings = [];
        foreach (var address in addresses)
        {
            var domain = KerioDomain.OfAddress(domains, address);
            findings.Add(domain is null ? new AddressFinding(address, AddressState.Foreign)
                : perDomain && !domain.IsNamed(keeper.Domain) ? new AddressFinding(address, AddressState.OtherTree, keeper.Domain)
                : await FindAsync(folder, address, domain, cancellationToken).ConfigureAwait(false));
        }

        return findings;
    }

    public async Task AddAsync(DestinationUser keeper, IReadOnlyList<string> folder, string address, CancellationToken cancellationToken)
    {
        var domain = await queries.DomainOfAddressAsync(address, cancellationToken).ConfigureAwait(false);
        var target = await TargetAsync(domain, folder, cancellationToken).ConfigureAwait(false) ?? throw new MigrationException(new Failure(
            FailureScope.Folder,
            FailureRemedy.None,
            Reason.FolderRefused,
            $"Kerio Connect lists no public folder of mail \"{string.Join("/", folder)}\" that {address} could lead to."));
        var alias = new KerioAlias("", target.Name) { Type = KerioAlias.ToFolder, DeliverToId = target.Id };
        var what = $"Kerio Connect did not add the address {address} to the public folder \"{string.Join("/", folder)}\"";
        await aliases.CreateAsync(
            domain,
            AdminUsers.LocalPart(address),
            alias,
            what,
            async token => (await FindAsync(folder, address, domain, token).ConfigureAwait(false)).State == AddressState.Own,
            cancellationToken).ConfigureAwait(false);
    }

    public async Task RemoveAsync(DestinationUser keeper, IReadOnlyList<string> folder, string address, CancellationToken cancellationToken)
    {
        var domain = await queries.DomainOfAddressAsync(address, cancellationToken).ConfigureAwait(false);
        var name = AdminUsers.LocalPart(address);
        if (await queries.AliasAsync(domain, name, cancellationToken).ConfigureAwait(false) is { } alias && await LeadsToAsync(alias, domain, folder, cancellationToken).ConfigureAwait(false))
        {
            var what = $"Kerio Connect did not take the address {address} from the public folder \"{string.Join("/", folder)}\"";
            await aliases.RemoveAsync(domain, name, alias, what, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<AddressFinding> FindAsync(IReadOnlyList<string> folder, string address, KerioDomain domain, CancellationToken cancellationToken)
    {
        var owner = await queries.OwnerAsync(domain, AdminUsers.LocalPart(address), cancellationToken).ConfigureAwait(false);
        if (owner is null)
        {
            return new AddressFinding(address, AddressState.Free);
        }

        var isOwn = !owner.IsUser && await queries.AliasAsync(domain, AdminUsers.LocalPart(address), cancellationToken).ConfigureAwait(false) is { } alias
            && await LeadsToAsync(alias, domain, folder, cancellationToken).ConfigureAwait(false);
        return isOwn ? new AddressFinding(address, AddressState.Own) : new AddressFinding(address, AddressState.Taken, owner.ToString());
    }

    private async Task<bool> LeadsToAsync(KerioAlias alias, KerioDomain domain, IReadOnlyList<string> folder, CancellationToken cancellationToken) =>
        alias.Type == KerioAlias.ToFolder && await TargetAsync(domain, folder, cancellationToken).ConfigureAwait(false) is { } target && alias.LeadsTo(target);

    private async Task<MailFolder?> TargetAsync(KerioDomain domain, IReadOnlyList<string> folder, CancellationToken cancellationToken) =>
        MailFolder.Find(await queries.MailFoldersAsync(domain, cancellationToken).ConfigureAwait(false), folder);
}
