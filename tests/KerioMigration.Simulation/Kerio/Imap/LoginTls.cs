using System.IO;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>TLS at the start of a connection, or after STARTTLS.</summary>
internal static class LoginTls
{
    public static async Task<SslStream> AuthenticateAsync(Stream inner, X509Certificate2 certificate, CancellationToken cancel)
    {
        var secure = new SslStream(inner, leaveInnerStreamOpen: false);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancel);
        return secure;
    }

    /// <summary>Answers STARTTLS in clear, then goes on in TLS (RFC 3501, 6.2.1).</summary>
    public static async Task UpgradeAsync(ImapSession session, string tag, CancellationToken cancel)
    {
        session.Wire.Write($"{tag} OK STARTTLS completed\r\n");
        await session.Wire.FlushAsync(cancel);
        session.Wire.Replace(await AuthenticateAsync(session.Wire.Stream, session.Options.Certificate!, cancel));
        session.IsSecure = true;
    }
}
