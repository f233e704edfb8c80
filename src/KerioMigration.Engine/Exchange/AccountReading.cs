using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// What the organization's directory tells about one user: a few addresses over EWS, and the legacy name by Autodiscover. Quota, address
/// list and state are nowhere to be asked for.
/// </summary>
internal sealed class AccountReading(EwsClient client, HttpDoor door)
{
    // However many addresses a user has, an entry of the directory shows the first three (seen in recordings).
    private const int MostAddresses = 3;

    private const string Smtp = "smtp:";
    private const string X500 = "x500:";

    /// <exception cref="MigrationException">Scope Mailbox: the directory does not answer; else as every request.</exception>
    public async Task<AccountDetail> ReadAsync(string address, CancellationToken cancellationToken)
    {
        var entry = await FindAsync(address, cancellationToken).ConfigureAwait(false);
        var present = await new Autodiscover(door, door).FindLegacyNameAsync(client.Url, address, cancellationToken).ConfigureAwait(false);
        var proxies = entry?.Proxies ?? [];
        return new AccountDetail
        {
            FullName = entry?.DisplayName ?? "",
            Addresses = entry is null ? null : [.. StartingWith(proxies, Smtp).Where(a => a.IndexOf('@') > 0)],
            MayHaveMoreAddresses = proxies.Count >= MostAddresses,
            LegacyNames = [.. (present is null ? [] : new[] { present }).Concat(StartingWith(proxies, X500)).Distinct(StringComparer.OrdinalIgnoreCase)],
        };
    }

    /// <summary>A mail-enabled public folder, by its legacy name. The directory tells its primary address, and need not tell others.</summary>
    /// <exception cref="MigrationException">As <see cref="ReadAsync"/>.</exception>
    public async Task<AccountDetail> ReadFolderAsync(string legacyName, CancellationToken cancellationToken)
    {
        var (entries, _) = await new DirectorySearch(client, FailureScope.Mailbox).ResolveAsync(legacyName, cancellationToken).ConfigureAwait(false);
        var found = entries.Where(e => e.MailboxType == "PublicFolder" && e.Address.IndexOf('@') > 0).ToList();
        return found.Count != 1 ? AccountDetail.Unknown : new AccountDetail
        {
            Addresses = [.. StartingWith(found[0].Proxies, Smtp).Prepend(found[0].Address).Distinct(StringComparer.OrdinalIgnoreCase)],
            MayHaveMoreAddresses = true,
        };
    }

    private static IEnumerable<string> StartingWith(IEnumerable<string> proxies, string scheme) =>
        proxies.Where(p => p.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)).Select(p => p.Substring(scheme.Length).Trim()).Where(p => p.Length > 0);

    private async Task<DirectoryEntry?> FindAsync(string address, CancellationToken cancellationToken)
    {
        var (entries, _) = await new DirectorySearch(client, FailureScope.Mailbox).ResolveAsync(address, cancellationToken).ConfigureAwait(false);
        return entries.FirstOrDefault(e => string.Equals(e.Address, address, StringComparison.OrdinalIgnoreCase));
    }
}
