using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>
/// One connection into one mailbox. We dial and sign in; MailKit speaks the commands for folders, our <see cref="AppendWriter"/> writes
/// the messages, on the same wire. For one caller at a time.
/// </summary>
internal sealed class ImapConnection : IAsyncDisposable
{
    private static readonly TimeSpan IdleBeforeCheck = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(2);

    private readonly ImapEndpoint endpoint;
    private readonly ImapHandshake handshake;
    private readonly AppendWriter writer;
    private readonly TimeProvider time;
    private ImapClient? client;
    private long lastUsed;

    private ImapConnection(ImapEndpoint endpoint, ImapHandshake handshake, ServerCapabilities capabilities, TimeProvider time)
    {
        this.endpoint = endpoint;
        this.handshake = handshake;
        this.time = time;
        Capabilities = capabilities;
        writer = new AppendWriter(handshake.Wire, capabilities, endpoint.WireLog);
        lastUsed = time.GetTimestamp();
    }

    public ServerCapabilities Capabilities { get; }

    public string Greeting => handshake.Greeting;

    public string Where => endpoint.Where;

    /// <summary>Not to be used again.</summary>
    public bool IsBroken { get; private set; }

    /// <exception cref="MigrationException">No connection, or the sign-in was refused.</exception>
    public static Task<ImapConnection> OpenAsync(ImapEndpoint endpoint, ImapSignIn signIn, TimeProvider time, CancellationToken cancellationToken) => DialAsync(
        endpoint,
        time,
        async handshake =>
        {
            await handshake.SignInAsync(signIn, cancellationToken).ConfigureAwait(false);

            // The greeting showed no capabilities, and they change with the sign-in: always asked here.
            var capabilities = await handshake.ReadCapabilitiesAsync(cancellationToken).ConfigureAwait(false);
            return new ImapConnection(endpoint, handshake, capabilities, time);
        },
        cancellationToken);

    /// <summary>What the server tells everybody; after a sign-in it may tell more (RFC 3501, 6.2).</summary>
    /// <exception cref="MigrationException">No connection.</exception>
    public static Task<ServerCapabilities> ReadCapabilitiesAsync(ImapEndpoint endpoint, TimeProvider time, CancellationToken cancellationToken) => DialAsync(
        endpoint,
        time,
        async handshake =>
        {
            using var wire = handshake.Wire;
            return await handshake.ReadCapabilitiesAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    private static async Task<T> DialAsync<T>(ImapEndpoint endpoint, TimeProvider time, Func<ImapHandshake, Task<T>> work, CancellationToken cancellationToken)
    {
        var dialer = new ImapDialer(endpoint, time);
        var handshake = await dialer.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var cancellation = cancellationToken.Register(handshake.Wire.Abort);
            return await work(handshake).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            handshake.Wire.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw e as MigrationException
                ?? new MigrationException(Transport(e, endpoint, handshake.Wire) with { OutcomeUnknown = false }, e);
        }
    }

    /// <summary>Asks a connection that waited whether it is still there: servers and firewalls drop idle ones without a word.</summary>
    public async Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        if (IsBroken || time.GetElapsedTime(lastUsed) < IdleBeforeCheck)
        {
            return !IsBroken;
        }

        try
        {
            using var cancellation = cancellationToken.Register(handshake.Wire.Abort);
            var answer = await handshake.ExecuteAsync("NOOP", cancellationToken).ConfigureAwait(false);
            IsBroken = !answer.IsOk;
            lastUsed = time.GetTimestamp();
        }
#pragma warning disable CA1031 // whatever happened, the connection is of no use
        catch (Exception)
#pragma warning restore CA1031
        {
            Break();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return !IsBroken;
    }

    /// <summary>Runs MailKit's commands.</summary>
    /// <exception cref="MigrationException">Classified; a refusal leaves the connection usable.</exception>
    public Task<T> RunAsync<T>(string subject, Func<ImapClient, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(subject, ImapAction.Folder, work, cancellationToken);

    /// <summary>As the other one; <paramref name="action"/> tells what a refusal means.</summary>
    public async Task<T> RunAsync<T>(string subject, ImapAction action, Func<ImapClient, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            var result = await work(await MailKitAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            lastUsed = time.GetTimestamp();
            return result;
        }
        catch (MigrationException)
        {
            throw;
        }
        catch (ImapCommandException e) when (e.Response is ImapCommandResponse.No or ImapCommandResponse.Bad)
        {
            throw new MigrationException(ImapFailures.Classify(Refusal(e), action, Where, subject), e);
        }
        catch (FolderNotFoundException e)
        {
            var answer = new ImapAnswer(ImapStatus.No, "NONEXISTENT", e.Message);
            throw new MigrationException(ImapFailures.Classify(answer, action, Where, e.FolderName), e);
        }
        catch (Exception e)
        {
            Break();
            cancellationToken.ThrowIfCancellationRequested();
            throw new MigrationException(Transport(e, endpoint, handshake.Wire) with { OutcomeUnknown = false }, e);
        }
    }

    /// <summary>As <see cref="AppendWriter.SendAsync"/>. After cancellation the answers to what was sent are waited for a few seconds.</summary>
    /// <exception cref="MigrationException">The connection broke; tells whether something may have been stored.</exception>
    public async Task<ImapAnswer?[]> AppendAsync(
        string folder, IReadOnlyList<IReadOnlyList<AppendItem>> commands, bool synchronize, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wire = handshake.Wire;
        using var grace = time.CreateTimer(static w => ((ImapWire)w!).Abort(), wire, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var cancellation = cancellationToken.Register(() => grace.Change(endpoint.CancelGrace, Timeout.InfiniteTimeSpan));
        try
        {
            var answers = await writer.SendAsync(folder, commands, synchronize, cancellationToken).ConfigureAwait(false);
            lastUsed = time.GetTimestamp();
            return answers;
        }
        catch (Exception e)
        {
            Break();
            var failure = e is MigrationException known ? known.Failure
                : writer.Goodbye is { } goodbye ? ImapFailures.Classify(goodbye, ImapAction.Connect, Where, "")
                : Transport(e, endpoint, wire);
            throw new MigrationException(failure with { OutcomeUnknown = writer.HasSent }, e);
        }
    }

    /// <summary>Ends the connection at once; whoever waits on it gets an exception.</summary>
    public void Break()
    {
        IsBroken = true;
        handshake.Wire.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        if (!IsBroken)
        {
            await SayGoodbyeAsync().ConfigureAwait(false);
        }

        client?.Dispose();
        handshake.Wire.Dispose();
    }

    private async Task SayGoodbyeAsync()
    {
        var wire = handshake.Wire;
        using var limit = time.CreateTimer(static w => ((ImapWire)w!).Abort(), wire, GoodbyeTime, Timeout.InfiniteTimeSpan);
        try
        {
            await wire.WriteLineAsync("kx LOGOUT", CancellationToken.None).ConfigureAwait(false);
            while (await wire.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line && !line.StartsWith("kx ", StringComparison.Ordinal))
            {
            }
        }
#pragma warning disable CA1031 // a goodbye that nobody hears is no failure
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>MailKit learns from a greeting of ours that it is signed in, and what the server can do.</summary>
    private async Task<ImapClient> MailKitAsync(CancellationToken cancellationToken)
    {
        if (client is null)
        {
            client = endpoint.WireLog is { } log ? new ImapClient(new WireProtocolLogger(log)) : new ImapClient();
            handshake.Wire.Prepend($"* PREAUTH [CAPABILITY {Capabilities.Line}] signed in");
            await client.ConnectAsync(handshake.Wire, endpoint.Host, endpoint.Port, SecureSocketOptions.None, cancellationToken).ConfigureAwait(false);
        }

        return client;
    }

    private static Failure Transport(Exception exception, ImapEndpoint endpoint, ImapWire wire) => wire.WasSilent
        ? TransportFailures.Silent(endpoint.Where, endpoint.IdleTimeout)
        : TransportFailures.ClassifyEstablished(exception, endpoint.Where);

    private static ImapAnswer Refusal(ImapCommandException e) =>
        new(e.Response == ImapCommandResponse.Bad ? ImapStatus.Bad : ImapStatus.No, "", e.ResponseText ?? e.Message);
}
