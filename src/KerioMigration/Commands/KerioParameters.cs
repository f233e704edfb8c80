using System.Management.Automation;
using System.Security;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Commands;

/// <summary>What every cmdlet asks about Kerio Connect, as the engine takes it.</summary>
internal static class KerioParameters
{
    /// <param name="imapPort">0: as the server's services say.</param>
    /// <param name="webPort">As <paramref name="imapPort"/>.</param>
    public static KerioConnection ToConnection(
        string server, PSCredential? credential, SecureString? masterPassword, int imapPort, int webPort, bool skipCertificateCheck) => new()
        {
            Server = server,
            Credential = credential is null ? null : Credentials.ForKerio(credential),
            MasterPassword = masterPassword is null ? null : new Secret(masterPassword),
            ImapPort = imapPort == 0 ? null : imapPort,
            WebPort = webPort == 0 ? null : webPort,
            SkipCertificateCheck = skipCertificateCheck,
        };
}
