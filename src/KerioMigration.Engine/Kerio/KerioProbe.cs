using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.Admin;
using KerioMigration.Engine.Kerio.Checks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Kerio;

/// <summary>Looks whether mailboxes could be written: from the name of the server to the quota of each account. Tries no password twice.</summary>
internal sealed class KerioProbe : IConnectionProbe
{
    private const string Imap = "imap";
    private const string Master = "master";

    private readonly KerioServer server;
    private readonly AdminClient admin;
    private readonly KerioConnection connection;
    private readonly TimeProvider time;
    private readonly IReadOnlyList<UserMapping> users;
    private readonly SettingsChecks settings;
    private readonly AccountChecks accounts;
    private readonly RetentionCheck retention;
    private readonly ImapChecks imap;
    private readonly PublicFolderChecks? publicFolders;

    public KerioProbe(KerioServer server, AdminClient admin, KerioConnection connection, TimeProvider time, IReadOnlyList<UserMapping> users)
    {
        this.server = server;
        this.admin = admin;
        this.connection = connection;
        this.time = time;
        this.users = [.. users.Where(u => !u.Source.IsPublicFolders)];
        var queries = new AdminQueries(admin);
        settings = new SettingsChecks(admin, connection);
        accounts = new AccountChecks(queries, server.Directory, admin.Where, connection.Domain);
        publicFolders = users.FirstOrDefault(u => u.Source.IsPublicFolders) is { } user ? new PublicFolderChecks(server, queries, user) : null;
        retention = new RetentionCheck(queries, accounts, this.users);
        imap = new ImapChecks(server, connection.MasterPassword, time, accounts.PickAccount);
    }

    private NetworkProbe Network => new(server.Url.Host, server.Url.Port, time);

    public IAsyncEnumerable<ConnectionCheck> RunAsync(CancellationToken cancellationToken) =>
        new ProbeSequence(() => admin.Where, time).RunAsync(Steps(), cancellationToken);

    private IEnumerable<ProbeStep> Steps()
    {
        yield return new("Name resolution", null, async token => new($"{server.Url.Host} is {await Network.ResolveAsync(token).ConfigureAwait(false)}."));
        yield return new("TCP", null, ConnectAsync);
        yield return new("TLS", null, HandshakeAsync);
        yield return new("Administration API", null, settings.SignInAsync);
        yield return new("Server version", "version", settings.IfReadable(settings.VersionAsync));
        yield return new("Role", null, settings.RoleAsync);
        yield return new("Domain", null, accounts.DomainAsync);
        foreach (var user in users)
        {
            yield return user.Resource is null
                ? new("Account: " + user, user.Source.Address, token => accounts.AccountAsync(user, token))
                : new("Resource: " + user, user.Source.Address, token => ResourceAsync(user, token));
        }

        yield return new("Services", Imap, imap.ServicesAsync);
        yield return new("Encryption policy", "encryption", settings.IfReadable(settings.EncryptionAsync));
        yield return new("Lock-out policy", "lock-out", settings.IfReadable(settings.LockOutAsync));
        yield return new("Retention rules", "retention", settings.IfReadable(retention.RunAsync));
        yield return new("Licence", "licence", settings.IfReadable(accounts.LicenceAsync));
        yield return new("Master login enabled", Master, settings.IfReadable(settings.MasterEnabledAsync));
        yield return new("Master login", Master, imap.MasterLoginAsync);
        yield return new("IMAP capabilities", Imap, imap.CapabilitiesAsync);
        if (users.Any(u => u.Resource is null))
        {
            yield return new("Own sign-ins", "sign-ins", _ => Task.FromResult(accounts.OwnSignIns()));
        }

        foreach (var user in users.Where(u => u.Resource is null))
        {
            yield return new("Quota: " + user, user.Source.Address, _ => Task.FromResult(accounts.Quota(user)));
        }

        if (publicFolders is not null)
        {
            var group = MailboxRef.PublicFolders.Address;
            yield return new("Account: " + group, group, publicFolders.AccountAsync);
            yield return new("Public folders", group, publicFolders.DoorsAsync);
            yield return new("Public folder addresses", group, publicFolders.AddressesAsync);
        }
    }

    private async Task<ProbeOutcome> ResourceAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var resource = await server.ResourceDirectory.FindAsync(user, cancellationToken).ConfigureAwait(false);
        return new(resource is null ? $"The resource {user.DestinationLogin} will be made." : $"The resource {resource.Address} is there.");
    }

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
}
