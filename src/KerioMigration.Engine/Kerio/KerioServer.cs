using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.Admin;
using KerioMigration.Engine.Kerio.Imap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio;

/// <summary>
/// The destination: one administration session and one IMAP endpoint for all its mailboxes. Nothing is sent before it is needed. Safe
/// from any thread; dispose it after everything that came from it.
/// </summary>
public sealed class KerioServer : IAsyncDisposable
{
    // The server accepts 100 connections from one address (troubleshooting article 266); mail clients on this computer need some too.
    private const int ConcurrentConnections = 80;
    private const int AdministrationPort = 4040;

    private readonly KerioConnection connection;
    private readonly TimeProvider time;
    private readonly WireLog? log;
    private readonly HttpDoor door;
    private readonly AdminClient admin;
    private readonly ServerPace pace;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly GroupwareServer groupware;
    private ImapServer? imap;
    private Uri? web;

    /// <exception cref="MigrationException">The server's address cannot be read (reason InvalidInput).</exception>
    public KerioServer(KerioConnection connection, TimeProvider? time = null)
    {
        this.connection = connection;
        this.time = time ?? TimeProvider.System;
        Url = AdministrationUrl(connection.Server);
        log = connection.WireLogPath is { Length: > 0 } path ? new WireLog(path, this.time) : null;
        door = new HttpDoor(new HttpDoorOptions { SkipCertificateCheck = connection.SkipCertificateCheck, WireLog = log, Time = this.time });
        pace = new ServerPace(Url.Host, ConcurrentConnections, this.time);
        admin = new AdminClient(door, Url, connection.Credential ?? throw InvalidInput("An administrator's credential for Kerio Connect is missing: give -KerioCredential."), pace);
        groupware = new GroupwareServer(connection, FindWebAsync, pace, log, this.time);
        Directory = new KerioUserDirectory(admin, connection.Domain);
        ResourceDirectory = new KerioResourceDirectory(admin, connection.Domain);
        AccountDetails = new KerioAccountDetails(admin);
        FolderAddresses = new KerioFolderAddresses(admin);
        Groups = new KerioGroupDirectory(admin, connection.Domain);
    }

    /// <summary>How long the server has made everybody wait so far.</summary>
    public TimeSpan Waited => pace.Waited;

    /// <summary>The server asked everybody to wait.</summary>
    public event Action<PaceWait>? Waiting
    {
        add => pace.Waiting += value;
        remove => pace.Waiting -= value;
    }

    public Uri Url { get; }

    public IUserDirectory Directory { get; }

    public IResourceDirectory ResourceDirectory { get; }

    public IAccountDetails AccountDetails { get; }

    public IFolderAddresses FolderAddresses { get; }

    public IGroupDirectory Groups { get; }

    /// <summary>The checks of this server and of these users' accounts.</summary>
    public IConnectionProbe Probe(IReadOnlyList<UserMapping> users) => new KerioProbe(this, admin, connection, time, users);

    /// <summary>Signs in to a mailbox: with the master password when there is one, else with the user's own.</summary>
    /// <exception cref="MigrationException">Scope Mailbox or Run.</exception>
    public async Task<IDestinationMailbox> OpenMailboxAsync(DestinationSignIn signIn, CancellationToken cancellationToken)
    {
        signIn = signIn.IsPublic ? PublicSignInOf(signIn) : signIn;
        var way = SignInOf(signIn);
        var server = await FindImapServerAsync(cancellationToken).ConfigureAwait(false);
        var mail = await ImapMailbox.OpenAsync(server, way, signIn.JustCreated, cancellationToken, signIn.IsPublic).ConfigureAwait(false);
        try
        {
            var doors = await groupware.OpenAsync(signIn, cancellationToken).ConfigureAwait(false);
            return new KerioMailbox(mail, doors, signIn.User.Address) { IsPublic = signIn.IsPublic };
        }
        catch
        {
            await mail.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await admin.SignOutAsync().ConfigureAwait(false);
        admin.Dispose();
        door.Dispose();
        gate.Dispose();
        imap?.Dispose();
        log?.Dispose();
    }

    /// <summary>Null for an account that may, or of which the server does not say.</summary>
    internal static Failure? MayNotChangePublicFolders(DestinationUser account) => account.MayChangePublicFolders != false ? null : new Failure(
        FailureScope.Mailbox,
        FailureRemedy.None,
        Reason.AccessDenied,
        $"{account.Address} may not change public folders. Give it the right \"Public folders\" in Kerio Connect (Users, Edit, Rights), or name another account with -PublicFolderCredential.");

    private static MigrationException InvalidInput(string message) => new(new Failure(FailureScope.Run, FailureRemedy.None, Reason.InvalidInput, message));

    private static Uri AdministrationUrl(string server)
    {
        var text = server.IndexOf("://", StringComparison.Ordinal) < 0 ? "https://" + server : server;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var given) || given.Scheme != Uri.UriSchemeHttps || given.Host.Length == 0)
        {
            throw InvalidInput($"'{server}' is no address of a Kerio Connect server: give a host name, host:port of its administration, or an https URL.");
        }

        var port = given.IsDefaultPort ? AdministrationPort : given.Port;
        return new UriBuilder(Uri.UriSchemeHttps, given.Host, port, "/admin/api/jsonrpc/").Uri;
    }

    /// <summary>The administrator who signs in here may be the account that writes public folders.</summary>
    /// <exception cref="MigrationException">The account lacks the right; by its own or a group's.</exception>
    private DestinationSignIn PublicSignInOf(DestinationSignIn signIn)
    {
        if (MayNotChangePublicFolders(signIn.User) is { } failure)
        {
            throw new MigrationException(failure);
        }

        var administrator = connection.Credential?.UserName;
        var isSame = string.Equals(administrator, signIn.User.Address, StringComparison.OrdinalIgnoreCase)
            || string.Equals(administrator, signIn.User.LoginName, StringComparison.OrdinalIgnoreCase);
        return signIn.Credential is null && isSame ? signIn with { Credential = connection.Credential } : signIn;
    }

    private ImapSignIn SignInOf(DestinationSignIn signIn) =>
        connection.MasterPassword is { } master ? new ImapSignIn(signIn.User.Address, master, IsMaster: true)
        : signIn.Credential is { } own ? new ImapSignIn(signIn.User.Address, new Secret(own.SecurePassword), IsMaster: false)
        : throw new MigrationException(new Failure(
            FailureScope.Mailbox,
            FailureRemedy.None,
            Reason.NoDestinationSignIn,
            signIn.IsPublic
                ? $"Nobody's password opens {signIn.User.Address}, who wrote the public folders: give a row with Mailbox \"{MailboxRef.PublicFolders}\" and that account's KerioCredential."
                : $"Nobody's password opens {signIn.User.Address}: give -KerioMasterPassword, or a DestinationCredential in the user's row."));

    internal async Task<ImapEndpoint> FindImapAsync(CancellationToken cancellationToken) =>
        (await FindImapServerAsync(cancellationToken).ConfigureAwait(false)).Endpoint;

    private Task<ImapServer> FindImapServerAsync(CancellationToken cancellationToken) => OneAtATimeAsync(
        async () => imap ??= new ImapServer(await AskForImapAsync(cancellationToken).ConfigureAwait(false), pace, time), cancellationToken);

    /// <exception cref="MigrationException">Scope Mailbox: the web server is stopped.</exception>
    private Task<Uri> FindWebAsync(CancellationToken cancellationToken) =>
        OneAtATimeAsync(async () => web ??= await AskForWebAsync(cancellationToken).ConfigureAwait(false), cancellationToken);

    private async Task<T> OneAtATimeAsync<T>(Func<Task<T>> find, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await find().ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Uri> AskForWebAsync(CancellationToken cancellationToken)
    {
        var port = connection.WebPort
            ?? PortOf(await admin.CallAsync("Services.get", null, cancellationToken).ConfigureAwait(false), "Secure HTTP")
            ?? throw new MigrationException(new Failure(
                FailureScope.Mailbox, FailureRemedy.None, Reason.ServiceStopped, $"Secure HTTP does not run on {Url.Host}. Start it in Configuration, Services."));
        return new UriBuilder(Uri.UriSchemeHttps, Url.Host, port).Uri;
    }

    private async Task<ImapEndpoint> AskForImapAsync(CancellationToken cancellationToken)
    {
        var services = await admin.CallAsync("Services.get", null, cancellationToken).ConfigureAwait(false);
        var secure = PortOf(services, "Secure IMAP");
        var plain = PortOf(services, "IMAP");
        if (connection.ImapPort is { } given)
        {
            return Endpoint(given, implicitTls: given != 143 && given != plain);
        }

        return secure is { } s ? Endpoint(s, implicitTls: true)
            : plain is { } p ? Endpoint(p, implicitTls: false)
            : throw new MigrationException(new Failure(
                FailureScope.Run,
                FailureRemedy.None,
                Reason.ServiceStopped,
                $"Neither Secure IMAP nor IMAP runs on {Url.Host}. Start one of them in Configuration, Services."));
    }

    private static int? PortOf(JObject services, string name)
    {
        var service = (services["services"] as JArray)?.FirstOrDefault(s => (string?)s["name"] == name && ((bool?)s["isRunning"] ?? false));
        return service?.SelectToken("listeners[0].port") is { } port ? (int)AdminUsers.Number(port) : null;
    }

    private ImapEndpoint Endpoint(int port, bool implicitTls) =>
        new(Url.Host, port) { ImplicitTls = implicitTls, SkipCertificateCheck = connection.SkipCertificateCheck, WireLog = log };
}
