using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Admin;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Kerio.Checks;

/// <summary>
/// Which rules would delete old mail as soon as it has arrived. Domains have rules, and accounts that do not use those of their domain
/// have their own. Without mailboxes to look at, the domain and all its accounts are.
/// </summary>
internal sealed class RetentionCheck(AdminQueries queries, AccountChecks accounts, IReadOnlyList<UserMapping> users)
{
    private const int NamedAtMost = 5;

    public async Task<ProbeOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var domain in await DomainsAsync(cancellationToken).ConfigureAwait(false))
        {
            found.AddRange(await FindAsync(domain, cancellationToken).ConfigureAwait(false));
        }

        return found.Count == 0
            ? new("No rule deletes old messages.")
            : new($"Rules delete old messages. {Listed(found, "; ")}.")
            {
                Remedy = "Switch them off in the domain's or the account's settings before migrating: they would delete old mail as soon as it has arrived.",
            };
    }

    private static string Listed(IReadOnlyCollection<string> all, string separator) =>
        string.Join(separator, all.Take(NamedAtMost)) + (all.Count > NamedAtMost ? string.Format(CultureInfo.InvariantCulture, " and {0} more", all.Count - NamedAtMost) : "");

    private static string Named(string who, RetentionRules rules, string more = "") => $"{who}: {string.Join(", ", rules.Active)}{more}";

    private async Task<IReadOnlyList<KerioDomain>> DomainsAsync(CancellationToken cancellationToken)
    {
        if (users.Count == 0)
        {
            return [accounts.Domain];
        }

        var all = await queries.DomainsAsync(cancellationToken).ConfigureAwait(false);
        return [.. all.Where(d => users.Any(u => IsIn(u, d)))];
    }

    private bool IsIn(UserMapping user, KerioDomain domain) =>
        user.DestinationDomain.Length > 0 ? domain.IsNamed(user.DestinationDomain) : domain.Id == accounts.Domain.Id;

    private async Task<IEnumerable<string>> FindAsync(KerioDomain domain, CancellationToken cancellationToken)
    {
        var common = await queries.RetentionOfDomainAsync(domain, cancellationToken).ConfigureAwait(false);
        var own = await queries.RetentionOfUsersAsync(domain, cancellationToken).ConfigureAwait(false);
        if (users.Count == 0)
        {
            return Active(domain.Name, common).Concat(own.SelectMany(o => Active(o.Key + "@" + domain.Name, o.Value)));
        }

        // An account that is still to be made uses its domain's.
        var mailboxes = users.Where(u => IsIn(u, domain)).ToLookup(u => accounts.AccountOf(u) is { } a && own.ContainsKey(a.LoginName));
        var affected = mailboxes[false].Select(u => u.Source.Address).ToList();
        return (affected.Count == 0 ? [] : Active(domain.Name, common, $" (for {Listed(affected, ", ")})"))
            .Concat(mailboxes[true].Select(u => accounts.AccountOf(u)!).SelectMany(a => Active(a.Address, own[a.LoginName])));
    }

    private static IEnumerable<string> Active(string who, RetentionRules rules, string more = "") => rules.Active.Count == 0 ? [] : [Named(who, rules, more)];
}
