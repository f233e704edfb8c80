using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.Admin;
using KerioMigration.Engine.Kerio.Imap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio;

/// <summary>Looks whether mailboxes could be written: from the name of the server to the master login. Tries no password twice.</summary>
internal sealed class KerioProbe : IConnectionProbe
{
    private const string Imap = "imap";
    private const string Master = "master";

    private readonly KerioServer server;
    private readonly AdminClient admin;
    private readonly KerioConnection connection;
    private readonly TimeProvider time;
    private readonly IReadOnlyList<MailboxRef> mailboxes;
    private IReadOnlyList<DestinationUser> users = [];

    public KerioProbe(KerioServer server, AdminClient admin, KerioConnection connection, TimeProvider time, IReadOnlyList<MailboxRef> mailboxes)
    {
        this.server = server;
        this.admin = admin;
        this.connection = connection;
        this.time = time;
        this.mailboxes = mailboxes;
    }

    private NetworkProbe Network => new(server.Url.Host, server.Url.Port, time);

    public IAsyncEnumerable<ConnectionCheck> RunAsync(CancellationToken cancellationToken) =>
        new ProbeSequence(() => admin.Where, time).RunAsync(Steps(), cancellationToken);

    private IEnumerable<ProbeStep> Steps()
    {
        yield return new("Name resolution", null, async token => new($"{server.Url.Host} is {await Network.ResolveAsync(token).ConfigureAwait(false)}."));
        yield return new("TCP", null, ConnectAsync);
        yield return new("TLS", null, HandshakeAsync);
        yield return new("Administration API", null, SignInAsync);
        yield return new("Server version", "version", VersionAsync);
        yield return new("Role", "role", RoleAsync);
        yield return new("Domain", null, DomainAsync);
        yield return new("Services", Imap, ServicesAsync);
        yield return new("Encryption policy", "security", token => PolicyAsync(Encryption, token));
        yield return new("Lock-out policy", "security", token => PolicyAsync(LockOut, token));
        yield return new("Retention rules", "retention", RetentionAsync);
        yield return new("Licence", "licence", LicenceAsync);
        yield return new("Master login enabled", Master, MasterEnabledAsync);
        yield return new("Master login", Master, MasterLoginAsync);
        foreach (var mailbox in mailboxes)
        {
            yield return new("Quota: " + mailbox.Address, mailbox.Address, _ => Task.FromResult(Quota(mailbox)));
        }
    }

    private static MigrationException Failure(Reason reason, string message) => new(new Failure(FailureScope.Run, FailureRemedy.None, reason, message));

    private async Task<ProbeOutcome> ConnectAsync(CancellationToken cancellationToken)
    {
        await Network.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return new(string.Format(CultureInfo.InvariantCulture, "Port {0} is open.", server.Url.Port));
    }

    private async Task<ProbeOutcome> HandshakeAsync(CancellationToken cancellationToken)
    {
        var certificate = await Network.HandshakeAsync(connection.SkipCertificateCheck, cancellationToken).ConfigureAwait(false);
        var detail = string.Format(
            CultureInfo.InvariantCulture, "{0}, valid from {1:yyyy-MM-dd} to {2:yyyy-MM-dd}.", certificate.Subject, certificate.NotBefore, certificate.NotAfter);
        return certificate.Faults == CertificateFaults.None
            ? new(detail)
            : new($"{detail} Accepted although {certificate.Detail}.") { Remedy = "Correct the certificate or the server name, and leave out -SkipCertificateCheck." };
    }

    private async Task<ProbeOutcome> SignInAsync(CancellationToken cancellationToken)
    {
        await admin.CallAsync("Session.whoAmI", null, cancellationToken).ConfigureAwait(false);
        return new($"{connection.Credential!.UserName} is signed in.");
    }

    private async Task<ProbeOutcome> VersionAsync(CancellationToken cancellationToken)
    {
        var version = await admin.CallAsync("Server.getVersion", null, cancellationToken).ConfigureAwait(false);
        return new($"{(string?)version["product"]} {(string?)version["version"]}.");
    }

    private async Task<ProbeOutcome> RoleAsync(CancellationToken cancellationToken)
    {
        var me = await admin.CallAsync("Session.whoAmI", null, cancellationToken).ConfigureAwait(false);
        var role = (string?)me.SelectToken("userDetails.effectiveRole.userRole") ?? "";
        return role is "FullAdmin" or "BuiltInAdmin" ? new($"The role is {role}.")
            : role is "AccountAdmin" or "BuiltInDomainAdmin" ? new($"The role is {role}: accounts can be created, the server's settings cannot be checked.") { Remedy = "Use a full administrator to have them checked." }
            : throw Failure(Reason.RoleInsufficient, $"The role is {role}, which may not create accounts. Use an administrator with full access.");
    }

    private async Task<ProbeOutcome> DomainAsync(CancellationToken cancellationToken)
    {
        users = await server.Directory.ListUsersAsync(cancellationToken).ConfigureAwait(false);
        var domains = await ReadDomainsAsync(cancellationToken).ConfigureAwait(false);
        var wanted = domains.FirstOrDefault(IsWanted) ?? throw Failure(
            Reason.DomainNotFound,
            $"There is no mail domain {connection.Domain}. Create it, or give -KerioDomain one of: {string.Join(", ", domains.Select(d => (string?)d["name"]))}.");
        return new($"{(string?)wanted["name"]} has {users.Count(u => u.Domain == (string?)wanted["name"])} accounts.");
    }

    private bool IsWanted(JToken domain) => string.IsNullOrEmpty(connection.Domain)
        ? (bool?)domain["isPrimary"] ?? false
        : string.Equals((string?)domain["name"], connection.Domain, StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<JToken>> ReadDomainsAsync(CancellationToken cancellationToken)
    {
        var result = await admin.CallAsync("Domains.get", new { query = new { } }, cancellationToken).ConfigureAwait(false);
        return [.. result["list"] as JArray ?? []];
    }

    private async Task<ProbeOutcome> ServicesAsync(CancellationToken cancellationToken)
    {
        var endpoint = await server.FindImapAsync(cancellationToken).ConfigureAwait(false);
        return new($"IMAP runs on {endpoint.Where}, with {(endpoint.ImplicitTls ? "TLS" : "STARTTLS")}.");
    }

    private async Task<ProbeOutcome> PolicyAsync(Func<JToken, ProbeOutcome> judge, CancellationToken cancellationToken)
    {
        var policy = await admin.CallAsync("SecurityPolicy.get", null, cancellationToken).ConfigureAwait(false);
        return judge(policy["options"] ?? policy);
    }

    private static ProbeOutcome Encryption(JToken policy) =>
        new($"The policy is {(string?)policy["mode"]}; the migration always encrypts.");

    private static ProbeOutcome LockOut(JToken policy)
    {
        var isActive = ((bool?)policy.SelectToken("antiHammering.isEnabled") ?? false) || ((bool?)policy["enableLockout"] ?? false);
        return isActive
            ? new($"Addresses are blocked after {AdminUsers.Number(policy.SelectToken("antiHammering.failedLoginsToBlock"))} failed sign-ins.")
            {
                Remedy = "Put this computer among the exceptions in Security Policy, so that one wrong password does not stop the migration.",
            }
            : new("Failed sign-ins block nobody.");
    }

    private async Task<ProbeOutcome> RetentionAsync(CancellationToken cancellationToken)
    {
        var domain = (await ReadDomainsAsync(cancellationToken).ConfigureAwait(false)).First(IsWanted);
        var active = new[] { "autoDelete", "deletedItems", "junkEmail", "sentItems" }.Where(rule => (bool?)domain[rule]?["isEnabled"] ?? false).ToList();
        return active.Count == 0
            ? new("No rule deletes old messages.")
            : new($"Rules delete old messages: {string.Join(", ", active.Select(rule => $"{rule} after {AdminUsers.Number(domain[rule]!["days"])} days"))}.")
            {
                Remedy = "Switch them off in the domain's settings before migrating: they would delete old mail as soon as it has arrived.",
            };
    }

    private async Task<ProbeOutcome> LicenceAsync(CancellationToken cancellationToken)
    {
        var domain = (await ReadDomainsAsync(cancellationToken).ConfigureAwait(false)).First(IsWanted);
        var result = await admin.CallAsync("Domains.getUserCountInfo", new { domainId = (string?)domain["id"] }, cancellationToken).ConfigureAwait(false);
        var allowed = AdminUsers.Number(result.SelectToken("countInfo.allowedUsers"));
        var current = AdminUsers.Number(result.SelectToken("countInfo.currentUsers"));
        return allowed <= 0 ? new($"{current} accounts, no limit.")
            : current < allowed ? new($"{current} of {allowed} accounts are used.")
            : new($"All {allowed} accounts are used.") { Remedy = "Extend the licence, or disable accounts, if accounts have to be created." };
    }

    private async Task<ProbeOutcome> MasterEnabledAsync(CancellationToken cancellationToken)
    {
        var options = await admin.CallAsync("AdvancedOptions.get", null, cancellationToken).ConfigureAwait(false);
        var isEnabled = (bool?)options.SelectToken("options.masterAuthentication.isEnabled") ?? false;
        return isEnabled ? new("Master authentication is on.")
            : connection.MasterPassword is null ? new("Master authentication is off.") { Remedy = "Only mailboxes whose own password is known can be written." }
            : throw Failure(Reason.MasterLoginDisabled, "Master authentication is off. Turn it on in Advanced Options, Master Authentication.");
    }

    private async Task<ProbeOutcome> MasterLoginAsync(CancellationToken cancellationToken)
    {
        if (connection.MasterPassword is not { } master)
        {
            return new("No master password was given.") { Remedy = "Give -KerioMasterPassword, or a credential in each row." };
        }

        if (users.FirstOrDefault(u => u.IsEnabled) is not { } user)
        {
            return new("There is no account yet to try it on.") { Remedy = "Check again once there is one." };
        }

        var endpoint = await server.FindImapAsync(cancellationToken).ConfigureAwait(false);
        var imap = await ImapConnection.OpenAsync(endpoint, new ImapSignIn(user.Address, master, IsMaster: true), time, cancellationToken).ConfigureAwait(false);
        await using (imap.ConfigureAwait(false))
        {
            var can = imap.Capabilities;
            return new($"Accepted for {user.Address}. The server can: {can.Line}.")
            {
                Remedy = can.MultiAppend || can.LiteralPlus ? "" : "Neither MULTIAPPEND nor LITERAL+ is offered: the migration works and takes longer.",
            };
        }
    }

    private ProbeOutcome Quota(MailboxRef mailbox)
    {
        var login = mailbox.Address.Split('@')[0];
        var user = users.FirstOrDefault(u => string.Equals(u.LoginName, login, StringComparison.OrdinalIgnoreCase));
        return user is null ? new($"{login} has no account yet; it will be created.")
            : user.QuotaBytes is not { } quota ? new($"{user.Address} has no quota.")
            : new(string.Format(CultureInfo.InvariantCulture, "{0} uses {1:N0} of {2:N0} bytes.", user.Address, user.UsedBytes, quota))
            {
                Remedy = user.UsedBytes >= quota ? "Raise the quota: the mailbox is full." : "",
            };
    }
}
