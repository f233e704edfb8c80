using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// The source organization: one door, one pace and one endpoint for all its mailboxes. Nothing is sent before the first request of a
/// mailbox, a list or a probe. Safe from any thread; dispose it after everything that came from it.
/// </summary>
public sealed class ExchangeServer : IDisposable
{
    private const int ConcurrentRequests = 32;

    private readonly ExchangeConnection connection;
    private readonly WireLog? log;
    private readonly HttpDoor door;
    private readonly ServerPace pace;
    private readonly SemaphoreSlim gate = new(1, 1);
    private EwsClient? client;

    /// <exception cref="MigrationException">The server's address cannot be read (reason InvalidInput).</exception>
    public ExchangeServer(ExchangeConnection connection, TimeProvider? time = null)
    {
        this.connection = connection;
        Time = time ?? TimeProvider.System;
        Url = EwsAddress.Parse(connection.Server);
        log = connection.WireLogPath is { Length: > 0 } path ? new WireLog(path, Time) : null;
        door = new HttpDoor(Options(SignIn(connection)));
        pace = new ServerPace(Url?.Host ?? "Exchange", ConcurrentRequests, Time);
    }

    /// <summary>How long the server has made everybody wait so far.</summary>
    public TimeSpan Waited => pace.Waited;

    /// <summary>The server asked everybody to wait.</summary>
    public event Action<PaceWait>? Waiting
    {
        add => pace.Waiting += value;
        remove => pace.Waiting -= value;
    }

    /// <summary>Null until it is discovered.</summary>
    public Uri? Url { get; private set; }

    internal TimeProvider Time { get; }

    internal HttpDoor Door => door;

    internal ExchangeConnection Connection => connection;

    /// <summary>A mailbox to read from; opened by its first call.</summary>
    public ISourceMailbox OpenMailbox(MailboxRef mailbox) => mailbox.IsPublicFolders
        ? new ExchangePublicFolders(token => ConnectAsync(null, token), client => new PublicRoutes(door, client, connection.Credential?.UserName))
        : new ExchangeMailbox(token => ConnectAsync(mailbox.Address, token), mailbox) { ListsMessageIds = connection.ListsMessageIds };

    /// <summary>What the directory tells about the user of a mailbox.</summary>
    /// <exception cref="MigrationException">Scope Mailbox: the directory does not answer. Scope Run: sign-in and server.</exception>
    public async Task<AccountDetail> ReadAccountDetailAsync(MailboxRef mailbox, CancellationToken cancellationToken) =>
        await new AccountReading(await ConnectAsync(mailbox.Address, cancellationToken).ConfigureAwait(false), door)
            .ReadAsync(mailbox.Address, cancellationToken).ConfigureAwait(false);

    /// <summary>What the directory tells about a mail-enabled public folder of this legacy name: its addresses.</summary>
    /// <exception cref="MigrationException">As <see cref="ReadAccountDetailAsync"/>.</exception>
    public async Task<AccountDetail> ReadFolderAddressesAsync(string legacyName, CancellationToken cancellationToken) =>
        await new AccountReading(await ConnectAsync(null, cancellationToken).ConfigureAwait(false), door)
            .ReadFolderAsync(legacyName, cancellationToken).ConfigureAwait(false);

    /// <summary>Distribution groups whose names or addresses match one of these wildcards, with everybody who is in them.</summary>
    /// <exception cref="MigrationException">As <see cref="ReadAccountDetailAsync"/>.</exception>
    public async Task<IReadOnlyList<SourceGroup>> ReadGroupsAsync(IReadOnlyList<string> patterns, CancellationToken cancellationToken) =>
        await new GroupReading(await ConnectAsync(null, cancellationToken).ConfigureAwait(false)).ReadAsync(patterns, cancellationToken).ConfigureAwait(false);

    /// <summary>The organization's users.</summary>
    public IUserSource Users => new ExchangeUserSource(token => ConnectAsync(null, token));

    /// <summary>Looks at the server and at these mailboxes.</summary>
    public IConnectionProbe Probe(IReadOnlyList<MailboxRef> mailboxes) => new ExchangeProbe(this, mailboxes);

    public void Dispose()
    {
        door.Dispose();
        gate.Dispose();
        log?.Dispose();
    }

    /// <param name="address">Whose mail domain is asked when the server has to be discovered.</param>
    internal async Task<EwsClient> ConnectAsync(string? address, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref client) is { } known)
        {
            return known;
        }

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Url ??= await DiscoverAsync(address, cancellationToken).ConfigureAwait(false);
            return client ??= new EwsClient(Url, door, pace);
        }
        finally
        {
            gate.Release();
        }
    }

    internal async Task<Uri> DiscoverAsync(string? address, CancellationToken cancellationToken)
    {
        using var anonymous = new HttpDoor(Options(HttpSignIn.None));
        var user = connection.Credential?.UserName is { } name && name.IndexOf('@') > 0 ? name : address;
        return await new Autodiscover(anonymous, door).FindAsync(user, cancellationToken).ConfigureAwait(false);
    }

    private HttpDoorOptions Options(HttpSignIn signIn) => new()
    {
        SignIn = signIn,
        SkipCertificateCheck = connection.SkipCertificateCheck,
        MaxConnections = ConcurrentRequests,
        WireLog = log,
        Time = Time,
    };

    private static HttpSignIn SignIn(ExchangeConnection connection)
    {
        if (connection.AccessToken is { } token && connection.Authentication is ExchangeAuthentication.Default or ExchangeAuthentication.Bearer)
        {
            return new HttpSignIn(HttpSignInWay.Bearer) { AccessToken = token };
        }

        var way = connection.Authentication switch
        {
            ExchangeAuthentication.Basic => HttpSignInWay.Basic,
            ExchangeAuthentication.Ntlm => HttpSignInWay.Ntlm,
            ExchangeAuthentication.Negotiate => HttpSignInWay.Negotiate,
            _ => HttpSignInWay.Offered,
        };

        // Without a credential: the Windows account that runs the migration.
        return new HttpSignIn(way) { Credential = connection.Credential ?? CredentialCache.DefaultNetworkCredentials };
    }
}
