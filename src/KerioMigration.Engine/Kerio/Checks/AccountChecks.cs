using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Admin;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Kerio.Checks;

/// <summary>The domain, and for each mailbox the account that a run would find there or make. Asks what the run asks.</summary>
internal sealed class AccountChecks(AdminQueries queries, IUserDirectory directory, string where, string? wantedDomain)
{
    private readonly Dictionary<UserMapping, DestinationUser> found = [];
    private readonly List<UserMapping> missing = [];
    private IReadOnlyList<DestinationUser> everybody = [];

    /// <summary>The domain of mailboxes whose row names none; known after <see cref="DomainAsync"/>.</summary>
    public KerioDomain Domain { get; private set; } = new("", "", IsPrimary: false);

    public DestinationUser? AccountOf(UserMapping user) => found.TryGetValue(user, out var account) ? account : null;

    /// <summary>One to try a sign-in on, of a mailbox that was given if possible.</summary>
    public DestinationUser? PickAccount() => found.Values.Concat(everybody).FirstOrDefault(u => u.IsEnabled);

    public async Task<ProbeOutcome> DomainAsync(CancellationToken cancellationToken)
    {
        var domains = await queries.DomainsAsync(cancellationToken).ConfigureAwait(false);
        Domain = KerioDomain.Find(domains, wantedDomain) ?? throw new MigrationException(new Failure(FailureScope.Run, FailureRemedy.None, Reason.DomainNotFound,
            $"{where} has no mail domain {wantedDomain}. Create it, or give -KerioDomain one of: {string.Join(", ", domains.Select(d => d.Name))}."));
        everybody = await queries.UsersAsync(Domain, cancellationToken).ConfigureAwait(false);
        return new(string.Format(CultureInfo.InvariantCulture, "{0} has {1} accounts.", Domain.Name, everybody.Count));
    }

    public async Task<ProbeOutcome> AccountAsync(UserMapping user, CancellationToken cancellationToken)
    {
        try
        {
            if (await directory.FindUserAsync(user, cancellationToken).ConfigureAwait(false) is { } account)
            {
                found[user] = account;
                return new($"{account.Address} is there.");
            }
        }
        catch (MigrationException e) when (e.Failure.Reason == Reason.LicenceFull)
        {
            missing.Add(user);
            throw;
        }

        missing.Add(user);
        return new($"{user.DestinationLogin}@{(user.DestinationDomain.Length > 0 ? user.DestinationDomain : Domain.Name)} will be made.");
    }

    public async Task<ProbeOutcome> LicenceAsync(CancellationToken cancellationToken)
    {
        var licence = await queries.LicenceSeatsAsync(cancellationToken).ConfigureAwait(false);
        var ofDomain = await queries.DomainSeatsAsync(Domain, cancellationToken).ConfigureAwait(false);
        var neededHere = missing.Count(u => u.DestinationDomain.Length == 0 || Domain.IsNamed(u.DestinationDomain));
        var detail = $"Accounts in use, by the licence: {licence?.ToString() ?? "not told"}; in {Domain.Name}: {ofDomain}"
            + (missing.Count > 0 ? string.Format(CultureInfo.InvariantCulture, "; needed beside them: {0}.", missing.Count) : ".");
        if (licence?.HasRoomFor(missing.Count) == false || !ofDomain.HasRoomFor(neededHere))
        {
            throw new MigrationException(new Failure(FailureScope.Run, FailureRemedy.None, Reason.LicenceFull,
                $"{detail} Extend the licence, raise the domain's limit, or disable accounts."));
        }

        return licence is null ? new(detail) { Reason = Reason.RoleInsufficient, Remedy = "Use an administrator with full access to have the licence checked." }
            : licence.AreTaken || ofDomain.AreTaken ? new(detail) { Reason = Reason.LicenceFull, Remedy = "Extend the licence, raise the domain's limit, or disable accounts, before accounts have to be made." }
            : new(detail);
    }

    public ProbeOutcome Quota(UserMapping user)
    {
        if (AccountOf(user) is not { } account)
        {
            return new("The account will be made.");
        }

        var limits = Limits(account).ToList();
        var detail = limits.Count == 0 ? $"{account.Address} has no quota." : $"{account.Address} uses {string.Join(" and ", limits)}.";
        return account.UsedBytes >= account.QuotaBytes || account.UsedItems >= account.QuotaItems
            ? throw new MigrationException(new Failure(FailureScope.Mailbox, FailureRemedy.None, Reason.QuotaExceeded, $"{detail} Raise the quota: the mailbox is full."))
            : new(detail);
    }

    /// <summary>Whose calendar, contacts, tasks and notes a run could write: the master login opens mail alone.</summary>
    public ProbeOutcome OwnSignIns()
    {
        var closed = found.Where(f => f.Key.DestinationCredential is null).Select(f => f.Value).ToList();
        var fromDirectory = closed.Count(a => a.IsFromDirectory);
        return closed.Count == 0
            ? new(string.Format(CultureInfo.InvariantCulture, "Accounts with a known password, or that get one when they are made: {0}.", found.Count + missing.Count))
            : new(string.Format(
                CultureInfo.InvariantCulture,
                "Accounts that are there already, and whose rows bring no password of theirs: {0} of {1} ({2}).",
                closed.Count,
                found.Count + missing.Count,
                string.Join(", ", closed.Take(5).Select(a => a.Address)) + (closed.Count > 5 ? ", …" : "")))
            {
                Reason = Reason.NoDestinationSignIn,
                Remedy = "Their appointments, contacts, tasks and notes are held. Give each row a KerioCredential, or migrate with -ResetPassword"
                    + (fromDirectory > 0 ? string.Format(CultureInfo.InvariantCulture, " (not for {0} whose password a directory service keeps).", fromDirectory) : "."),
            };
    }

    private static IEnumerable<string> Limits(DestinationUser account)
    {
        if (account.QuotaBytes is { } bytes)
        {
            yield return string.Format(CultureInfo.InvariantCulture, "{0:N0} of {1:N0} bytes", account.UsedBytes, bytes);
        }

        if (account.QuotaItems is { } items)
        {
            yield return string.Format(CultureInfo.InvariantCulture, "{0:N0} of {1:N0} items", account.UsedItems, items);
        }
    }
}
