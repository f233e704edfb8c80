using System;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Http;

/// <summary>
/// Looks at what lies below a protocol, step by step, so that a report can say how far one gets. Each step throws a classified
/// MigrationException.
/// </summary>
public sealed class NetworkProbe(string host, int port, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly string where = FormattableString.Invariant($"{host}:{port}");

    /// <summary>Gives the addresses, for the report.</summary>
    public Task<string> ResolveAsync(CancellationToken cancellationToken) => WatchedAsync(
        async _ => string.Join(", ", (await Dns.GetHostAddressesAsync(host).ConfigureAwait(false)).Select(a => a.ToString())),
        null,
        cancellationToken);

    public Task ConnectAsync(CancellationToken cancellationToken) => WatchedAsync(
        async token =>
        {
            using var client = await OpenAsync(token).ConfigureAwait(false);
            return true;
        },
        null,
        cancellationToken);

    /// <summary>Does a handshake and gives the certificate, also one that is accepted only because checking is off.</summary>
    public Task<CertificateReport> HandshakeAsync(bool skipCertificateCheck, CancellationToken cancellationToken)
    {
        var check = new CertificateCheck(host, skipCertificateCheck, time);
        return WatchedAsync(
            async token =>
            {
                using var client = await OpenAsync(token).ConfigureAwait(false);
                using var tls = new SslStream(client.GetStream(), false, check.Validate);
                using (token.Register(client.Dispose))
                {
                    await tls.AuthenticateAsClientAsync(host, null, SslProtocols.None, checkCertificateRevocation: false).ConfigureAwait(false);
                }

                return check.Report!;
            },
            check,
            cancellationToken);
    }

    private async Task<TcpClient> OpenAsync(CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        try
        {
            using (cancellationToken.Register(client.Dispose))
            {
                await client.ConnectAsync(host, port).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task<T> WatchedAsync<T>(Func<CancellationToken, Task<T>> step, CertificateCheck? check, CancellationToken cancellationToken)
    {
        using var watch = new IdleWatch(Patience, time, cancellationToken);
        watch.Begin();
        try
        {
            return await step(watch.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new MigrationException(
                watch.HasExpired ? TransportFailures.Silent(where, Patience) : TransportFailures.Classify(e, where, check?.Report),
                e);
        }
    }
}
