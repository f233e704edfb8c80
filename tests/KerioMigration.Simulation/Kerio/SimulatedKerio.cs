using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Admin;
using KerioMigration.Simulation.Kerio.Dav;
using KerioMigration.Simulation.Kerio.Dav.Scheduling;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.Security;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Kerio.Web;
using KerioMigration.Simulation.Kerio.Webmail;
using KerioMigration.Simulation.Tls;

namespace KerioMigration.Simulation.Kerio;

/// <summary>
/// Kerio Connect on loopback sockets: the administration interface and the web port (HTTPS) and IMAP (with STARTTLS, and over TLS),
/// one store behind all of them. It shows what public sources tell of real servers, no more.
/// </summary>
public sealed class SimulatedKerio : IAsyncDisposable
{
    private readonly CallLog calls;
    private readonly AddressGuard guard;
    private readonly AdminServer admin;
    private readonly WebServer web;
    private readonly DavRecords dav = new();
    private readonly ImapServerContext server;
    private readonly WebmailEndpoint webmail;
    private ImapListener imap;
    private ImapListener imaps;

    private SimulatedKerio(SimulatedKerioOptions options, ImapServerContext server)
    {
        Options = options;
        Store = server.Store;
        Faults = server.Faults;
        calls = server.Calls;
        guard = server.Guard;
        this.server = server;
        imap = Listen(secureFromStart: false, options.ImapPort);
        imaps = Listen(secureFromStart: true, options.ImapsPort);
        admin = new AdminServer(server, imap.Port, imaps.Port, () => WebPort);
        webmail = new WebmailEndpoint(server);
        web = new WebServer(server, new DavEndpoint(server, dav), webmail);
    }

    public SimulatedKerioOptions Options { get; }

    public KerioStore Store { get; }

    /// <summary>
    /// May be changed while the server runs. Moments: methods of the administration and of the client API, IMAP commands (without UID),
    /// methods of DAV with <c>Dav.</c> before them (<c>Dav.PUT</c>; path or its last part), <c>Connect</c>,
    /// <c>Message</c> (each message of an APPEND; target folder or Message-ID), <c>Stored</c> (an APPEND that is carried out, or an item of
    /// the client API: DoneThenReset ends the call behind it, Truncated keeps the first bytes of its text; folder) and
    /// <c>Relay</c> (CloseAfterBytes towards the backend).
    /// </summary>
    public FaultPlan Faults { get; }

    public int AdminPort => admin.Port;

    public Uri AdminUrl => new($"https://localhost:{AdminPort}/admin/api/jsonrpc/");

    public int WebPort => web.Port;

    /// <summary>The root of the web port, 443 on a real server.</summary>
    public Uri WebUrl => new($"https://localhost:{WebPort}/");

    /// <summary>The client API, which the webmail speaks.</summary>
    public Uri WebmailUrl => new(WebUrl, "webmail/api/jsonrpc/");

    /// <summary>The port with STARTTLS, 143 on a real server.</summary>
    public int ImapPort => imap.Port;

    /// <summary>The port with TLS from the start, 993 on a real server.</summary>
    public int ImapsPort => imaps.Port;

    public X509Certificate2 Certificate => Options.Certificate!;

    /// <summary>A copy of what was asked so far.</summary>
    public IReadOnlyList<RecordedCall> Calls => calls.Snapshot();

    /// <summary>The messages that the server would have sent because of objects that were stored or deleted over DAV.</summary>
    public IReadOnlyList<Invitation> Invitations => dav.Invitations;

    /// <summary>What DAV clients did although they must not.</summary>
    public IReadOnlyList<DavViolation> DavViolations => dav.Violations;

    public int FailedLogins => guard.FailedLogins;

    public static async Task<SimulatedKerio> StartAsync(SimulatedKerioOptions? options = null)
    {
        var chosen = options ?? new SimulatedKerioOptions();
        chosen = chosen with { Certificate = chosen.Certificate ?? SimulatedCertificate.Create() };
        var names = FolderNames.For(chosen.Language);
        var store = CreateStore(chosen, names);
        var guard = new AddressGuard(chosen.Security, chosen.ConnectionLimit, chosen.TimeProvider);
        var server = new ImapServerContext(chosen, store, names, new SignIn(store, chosen, guard), guard,
            new MasterAuthentication(chosen), new FaultPlan(), new CallLog());
        var kerio = new SimulatedKerio(chosen, server);
        await kerio.admin.StartAsync();
        await kerio.web.StartAsync();
        return kerio;
    }

    /// <summary>Every administration session is over, as after a restart of the server.</summary>
    public void ExpireAdminSessions() => admin.Sessions.Clear();

    /// <summary>Everybody is signed out of the webmail.</summary>
    public void ExpireWebmailSessions() => webmail.Sessions.Clear();

    /// <summary>
    /// The nearest to a death that keeps the mail, which is in memory alone: all connections and sessions are lost, the IMAP ports are closed
    /// and opened again.
    /// </summary>
    public async Task CutAsync()
    {
        await imap.DisposeAsync();
        await imaps.DisposeAsync();
        await admin.CutAsync();
        imap = Listen(secureFromStart: false, imap.Port);
        imaps = Listen(secureFromStart: true, imaps.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await imap.DisposeAsync();
        await imaps.DisposeAsync();
        await admin.DisposeAsync();
        await web.DisposeAsync();
    }

    private ImapListener Listen(bool secureFromStart, int port) =>
        new(server, secureFromStart, secureFromStart ? Options.ImapsRunning : Options.ImapRunning, port);

    private static KerioStore CreateStore(SimulatedKerioOptions options, FolderNames names)
    {
        var store = new KerioStore(options.TimeProvider, names, options.PublicFoldersPerDomain);
        foreach (var given in options.Domains)
        {
            var domain = store.AddDomain(given.Name, given.IsPrimary);
            domain.UserMaxCount = given.UserMaxCount;
            domain.PasswordComplexity = given.PasswordComplexity;
            domain.PasswordMinimumLength = given.PasswordMinimumLength;
            domain.Retention = given.Retention;
        }

        store.AddUser(store.PrimaryDomain, options.AdministratorName, options.AdministratorPassword,
            u => u.Right = new UserRight(options.AdministratorRole));
        return store;
    }
}
