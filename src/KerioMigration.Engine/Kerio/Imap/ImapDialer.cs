using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>Opens a connection up to the point where a sign-in may follow: socket, TLS, greeting.</summary>
internal sealed class ImapDialer(ImapEndpoint endpoint, TimeProvider time)
{
    private readonly CertificateCheck certificate = new(endpoint.Host, endpoint.SkipCertificateCheck, time);

    public CertificateReport? Certificate => certificate.Report;

    /// <exception cref="MigrationException">No connection, a rejected certificate, or the server does not want us.</exception>
    public async Task<ImapHandshake> OpenAsync(CancellationToken cancellationToken)
    {
        ImapWire? wire = null;
        using var watch = new IdleWatch(endpoint.ConnectTimeout, time, cancellationToken);
        try
        {
            wire = await ConnectAsync(watch).ConfigureAwait(false);

            // A port that speaks another protocol waits for us as we wait for its greeting: the same patience holds for all that follows.
            using var abort = watch.Token.Register(wire.Abort);
            watch.Begin();
            if (endpoint.ImplicitTls)
            {
                await wire.UpgradeAsync(SecureAsync).ConfigureAwait(false);
            }

            var handshake = new ImapHandshake(wire, endpoint);
            await handshake.ReadGreetingAsync(cancellationToken).ConfigureAwait(false);
            if (!endpoint.ImplicitTls)
            {
                await StartTlsAsync(handshake, cancellationToken).ConfigureAwait(false);
            }

            return handshake;
        }
        catch (Exception e)
        {
            wire?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw Classified(e, watch.HasExpired && wire is not null);
        }
    }

    private async Task<ImapWire> ConnectAsync(IdleWatch watch)
    {
        var client = new TcpClient { NoDelay = true };
        using var abort = watch.Token.Register(client.Dispose);
        watch.Begin();
        try
        {
            await client.ConnectAsync(endpoint.Host, endpoint.Port).ConfigureAwait(false);
            return new ImapWire(client, endpoint.IdleTimeout, time);
        }
        catch (Exception) when (watch.HasExpired)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task StartTlsAsync(ImapHandshake handshake, CancellationToken cancellationToken)
    {
        var capabilities = await handshake.ReadCapabilitiesAsync(cancellationToken).ConfigureAwait(false);
        if (capabilities.StartTls)
        {
            await handshake.StartTlsAsync(SecureAsync, cancellationToken).ConfigureAwait(false);
        }
        else if (!IsLoopback(endpoint.Host))
        {
            // Whoever sits between could have taken the word STARTTLS out: other people's mail does not go in clear.
            throw new MigrationException(new Failure(FailureScope.Run, FailureRemedy.None, Reason.EncryptionRequired,
                $"{endpoint.Where} offers no encryption (no STARTTLS). Start the service Secure IMAP in Kerio Connect, or enable TLS for IMAP."));
        }
    }

    private async Task<Stream> SecureAsync(Stream plain)
    {
        var secure = new SslStream(new GatheringStream(plain), leaveInnerStreamOpen: false, certificate.Validate);
        try
        {
            await secure.AuthenticateAsClientAsync(endpoint.Host, null, SslProtocols.None, checkCertificateRevocation: false).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            secure.Dispose();
            throw;
        }
    }

    private Exception Classified(Exception exception, bool wasSilent) => exception is MigrationException ? exception
        : new MigrationException(
            (wasSilent ? TransportFailures.Silent(endpoint.Where, endpoint.ConnectTimeout) : TransportFailures.Classify(exception, endpoint.Where, certificate.Report))
                with { OutcomeUnknown = false },
            exception);

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
