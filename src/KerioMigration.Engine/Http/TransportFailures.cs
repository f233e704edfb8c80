using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Http;

/// <summary>
/// The one place that reads exceptions of names, sockets and TLS. Used by HTTP and by raw sockets alike.
/// </summary>
public static class TransportFailures
{
    private const string HandshakeFailed = "TlsHandshake";
    private const string NoRoute = "cannot be reached. Check the address, the network and firewalls between.";

    /// <param name="where"><c>host:port</c></param>
    /// <param name="certificate">What a handshake with this server saw, when one got that far.</param>
    public static Failure Classify(Exception exception, string where, CertificateReport? certificate)
    {
        foreach (var cause in Chain(exception))
        {
            var failure = cause switch
            {
                MigrationException known => known.Failure,
                SocketException socket => OfSocket(socket, where),
                WebException web => OfWeb(web, where, certificate),
                AuthenticationException tls => OfTls(tls, where, certificate),
                _ => null,
            };
            if (failure is not null)
            {
                return failure;
            }
        }

        return certificate is { Accepted: false } ? OfCertificate(where, certificate) : Lost(where, exception.Message);
    }

    /// <summary>Of a connection that was up: TLS was agreed upon, and what fails now is this one connection.</summary>
    public static Failure ClassifyEstablished(Exception exception, string where) =>
        Classify(exception, where, null) is { Code: not HandshakeFailed } failure ? failure : Lost(where, exception.Message);

    public static Failure Silent(string where, TimeSpan timeout) =>
        new(FailureScope.Mailbox, FailureRemedy.Retry, Reason.ConnectionFailed,
            $"{where} sent nothing for {timeout.TotalSeconds:0} seconds. Check the network and the load of the server.")
        {
            OutcomeUnknown = true,
            Code = "Timeout",
        };

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    private static Failure OfSocket(SocketException e, string where) => e.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.NoRecovery => NotFound(where, e.SocketErrorCode.ToString()),
        SocketError.TryAgain => NotFound(where, nameof(SocketError.TryAgain)) with { Remedy = FailureRemedy.Retry },
        SocketError.ConnectionRefused
            => Unreachable(where, "refuses connections. Check the port, and that the service runs there.", e.SocketErrorCode.ToString()),
        SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown
            => Unreachable(where, NoRoute, e.SocketErrorCode.ToString()),
        _ => Lost(where, e.Message) with { Code = e.SocketErrorCode.ToString() },
    };

    // .NET Framework, below Windows PowerShell, wraps everything in WebException.
    private static Failure? OfWeb(WebException e, string where, CertificateReport? certificate) => e.Status switch
    {
        WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure => NotFound(where, e.Status.ToString()),
        WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure => OfTls(e, where, certificate),
        WebExceptionStatus.ConnectFailure when e.InnerException is null => Unreachable(where, NoRoute, e.Status.ToString()),
        _ => null,
    };

    // Once a certificate of the server was accepted, both sides do agree on TLS: what fails then is this one connection.
    private static Failure OfTls(Exception e, string where, CertificateReport? certificate) => certificate is not null
        ? certificate.Accepted ? Lost(where, e.Message) : OfCertificate(where, certificate)
        : new Failure(FailureScope.Run, FailureRemedy.None, Reason.ConnectionFailed,
            $"{where} and this computer found no common TLS settings ({e.Message}) Check that the port speaks TLS, and which TLS versions the server allows.")
        {
            Code = HandshakeFailed,
        };

    private static Failure OfCertificate(string where, CertificateReport certificate) =>
        new(FailureScope.Run, FailureRemedy.None, Reason.CertificateRejected,
            $"The certificate of {where} was rejected: {certificate.Detail}. "
            + "Correct the certificate or the server name; -SkipCertificateCheck accepts it as it is.")
        {
            Code = certificate.Faults.ToString(),
        };

    private static Failure NotFound(string where, string code) =>
        new(FailureScope.Run, FailureRemedy.None, Reason.ServerNotFound,
            $"The name of {where} cannot be resolved. Check its spelling and the DNS settings of this computer.")
        {
            Code = code,
        };

    private static Failure Unreachable(string where, string rest, string code) =>
        new(FailureScope.Run, FailureRemedy.Retry, Reason.ConnectionFailed, $"{where} {rest}") { Code = code };

    private static Failure Lost(string where, string detail) =>
        new(FailureScope.Mailbox, FailureRemedy.Retry, Reason.ConnectionFailed,
            $"The connection to {where} was lost: {detail.TrimEnd('.')}. Check the network and the server's log.")
        {
            OutcomeUnknown = true,
            Code = "ConnectionLost",
        };
}
