using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using Polly;

namespace KerioMigration.Engine.Exchange;

/// <summary>Looks whether mailboxes could be read: from the name of the server to the first item of each mailbox. Tries nothing twice.</summary>
public sealed class ExchangeProbe : IConnectionProbe
{
    private const int ExpiresSoonDays = 14;
    private const string RoleRemedy = "Assign the role ApplicationImpersonation: New-ManagementRoleAssignment -Role ApplicationImpersonation -User <account>.";

    private const string OnlineRemedy = "Microsoft ends EWS in Exchange Online on 1 April 2027: migrate before that.";

    private readonly ExchangeServer server;
    private readonly IReadOnlyList<MailboxRef> mailboxes;
    private readonly Dictionary<string, OpenedMailbox> opened = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool hasPublicFolders;
    private Uri? url;
    private EwsClient? client;

    internal ExchangeProbe(ExchangeServer server, IReadOnlyList<MailboxRef> mailboxes)
    {
        this.server = server;
        this.mailboxes = [.. mailboxes.Where(m => !m.IsPublicFolders)];
        hasPublicFolders = mailboxes.Any(m => m.IsPublicFolders);
    }

    private EwsClient Client => client ??= new EwsClient(url!, server.Door, new ServerPace(url!.Host, 1, server.Time), ResiliencePipeline.Empty);

    private NetworkProbe Network => new(url!.Host, url.Port, server.Time);

    public IAsyncEnumerable<ConnectionCheck> RunAsync(CancellationToken cancellationToken) =>
        new ProbeSequence(() => url is null ? "Exchange" : ServerAddress.Of(url), server.Time).RunAsync(Steps(), cancellationToken);

    private IEnumerable<ProbeStep> Steps()
    {
        if (server.Url is null)
        {
            yield return new("Autodiscover", null, AutodiscoverAsync);
        }
        else
        {
            url = server.Url;
        }

        yield return new("Name resolution", null, async token => new($"{url!.Host} is {await Network.ResolveAsync(token).ConfigureAwait(false)}."));
        yield return new("TCP", null, ConnectAsync);
        yield return new("TLS", null, HandshakeAsync);
        yield return new("Sign-in", null, SignInAsync);
        yield return new("Server version", "version", VersionAsync);
        foreach (var mailbox in mailboxes)
        {
            yield return new("Impersonation: " + mailbox.Address, mailbox.Address, token => OpenAsync(mailbox, token));
            yield return new("Read access: " + mailbox.Address, mailbox.Address, token => ReadAsync(mailbox, token));
        }

        if (hasPublicFolders)
        {
            yield return new("Public folders", MailboxRef.PublicFolders.Address, ReadPublicAsync);
        }
    }

    private async Task<ProbeOutcome> AutodiscoverAsync(CancellationToken cancellationToken)
    {
        url = await server.DiscoverAsync(mailboxes.Count > 0 ? mailboxes[0].Address : null, cancellationToken).ConfigureAwait(false);
        return new($"Found {url.AbsoluteUri}.");
    }

    private async Task<ProbeOutcome> ConnectAsync(CancellationToken cancellationToken)
    {
        await Network.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return new(string.Format(CultureInfo.InvariantCulture, "Port {0} is open.", url!.Port));
    }

    private async Task<ProbeOutcome> HandshakeAsync(CancellationToken cancellationToken)
    {
        var certificate = await Network.HandshakeAsync(server.Connection.SkipCertificateCheck, cancellationToken).ConfigureAwait(false);
        var detail = string.Format(
            CultureInfo.InvariantCulture,
            "{0}, valid from {1:yyyy-MM-dd} to {2:yyyy-MM-dd}.",
            certificate.Subject,
            certificate.NotBefore,
            certificate.NotAfter);
        if (certificate.Faults != CertificateFaults.None)
        {
            return new($"{detail} Accepted although {certificate.Detail}.")
            {
                Remedy = "Correct the certificate or the server name, and leave out -SkipCertificateCheck.",
            };
        }

        var left = certificate.NotAfter - server.Time.GetLocalNow().DateTime;
        return new(detail) { Remedy = left.TotalDays < ExpiresSoonDays ? "The certificate expires soon: renew it before the migration." : "" };
    }

    /// <summary>The account's own inbox; whatever the service says about it, it said it to somebody who signed in.</summary>
    private async Task<ProbeOutcome> SignInAsync(CancellationToken cancellationToken)
    {
        var context = new EwsContext(EwsSchema.Exchange2007_SP1, null, MailboxAccess.FullAccess);
        try
        {
            var operation = new GetFolder([EwsFolderId.Distinguished(SpecialFolders.Root)]);
            await Client.SendOnceAsync(operation, context, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
        }
        catch (EwsFaultException)
        {
            // A SOAP fault comes after the sign-in.
        }
        catch (MigrationException e) when (e.Failure.Code?.StartsWith("Error", StringComparison.Ordinal) == true)
        {
            // Likewise; a service account has no mailbox of its own, for instance.
        }

        return new(server.Door.Account.Length > 0 ? $"{server.Door.Account} is signed in." : "Signed in.");
    }

    private async Task<ProbeOutcome> VersionAsync(CancellationToken cancellationToken)
    {
        foreach (var mailbox in Client.Version is null ? mailboxes.Take(1) : [])
        {
            try
            {
                opened[mailbox.Address] = await OpenedMailbox.OpenAsync(Client, mailbox.Address, cancellationToken).ConfigureAwait(false);
            }
            catch (MigrationException)
            {
                // Its own check will say so.
            }
        }

        return Client.Version switch
        {
            null => new("The server did not tell its version.") { Remedy = "Give a mailbox to check: the version comes with its answer." },
            { Major: < 14 } old => throw new MigrationException(new Failure(FailureScope.Run, FailureRemedy.None, Reason.VersionNotSupported,
                $"The server is {old}. Exchange 2010 or later is needed.")),
            { Major: 15, Minor: 20 } online => new($"The server is {online}.") { Remedy = OnlineRemedy },
            var version => new($"The server is {version}."),
        };
    }

    private async Task<ProbeOutcome> OpenAsync(MailboxRef mailbox, CancellationToken cancellationToken)
    {
        if (!opened.TryGetValue(mailbox.Address, out var open))
        {
            opened[mailbox.Address] = open = await OpenedMailbox.OpenAsync(Client, mailbox.Address, cancellationToken).ConfigureAwait(false);
        }

        return open.Context.Access == MailboxAccess.Impersonation
            ? new("The account may act as this mailbox.")
            : new("The account may not impersonate; the mailbox opens by Full Access, on the account's own throttling budget.") { Remedy = RoleRemedy };
    }

    private async Task<ProbeOutcome> ReadAsync(MailboxRef mailbox, CancellationToken cancellationToken)
    {
        var open = opened[mailbox.Address];
        var inbox = EwsFolderId.Distinguished("inbox");
        var request = new GetFolder(SpecialFolders.HasArchive(open.Context.Schema) ? [inbox, EwsFolderId.Distinguished(SpecialFolders.ArchiveRoot)] : [inbox]);
        var folders = await Client.SendAsync(request, open.Context, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
        var folder = folders.Count > 0 ? folders[0] : null;
        if (folder?.Payload is null)
        {
            throw new MigrationException(Client.Classify(folder?.Error ?? EwsError.NoResponse, FailureScope.Mailbox, open.Context));
        }

        var items = await Client.SendSingleAsync(new FindItem(inbox, 0, 1), open.Context, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
        return items.Error is { } error && items.Payload is null
            ? throw new MigrationException(Client.Classify(error, FailureScope.Mailbox, open.Context))
            : DescribeArchive(string.Format(CultureInfo.InvariantCulture, "The inbox has {0} items.", folder.Payload.TotalCount), folders.Skip(1).FirstOrDefault(), open);
    }

    private async Task<ProbeOutcome> ReadPublicAsync(CancellationToken cancellationToken)
    {
        var folders = new ExchangePublicFolders(_ => Task.FromResult(Client), ews => new PublicRoutes(server.Door, ews, server.Connection.Credential?.UserName));
        await using (folders.ConfigureAwait(false))
        {
            var count = await folders.CountTopAsync(cancellationToken).ConfigureAwait(false);
            return new(string.Format(CultureInfo.InvariantCulture, "The account sees {0} folders at the top of the tree.", count))
            {
                Remedy = count > 0 ? "" : "There are none, or the account needs rights on them: Add-PublicFolderClientPermission.",
            };
        }
    }

    /// <param name="archive">Null when it was not asked for.</param>
    private ProbeOutcome DescribeArchive(string detail, EwsResponse<EwsFolder>? archive, OpenedMailbox open) => archive switch
    {
        { Payload.Id: var id } when id != open.RootId => new($"{detail} There is an archive; -IncludeArchive carries it."),
        { Payload: null, Error: { } error } when !EwsFailures.IsNoArchive(error) => new($"{detail} There is an archive that cannot be read.")
        {
            Remedy = $"Without the archive everything else is carried. {Client.Classify(error, FailureScope.Mailbox, open.Context).Message}",
        },
        _ => new(detail),
    };
}
