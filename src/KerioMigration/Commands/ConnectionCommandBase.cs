using System.Management.Automation;
using System.Security;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Commands;

/// <summary>Parameters that say where both servers are.</summary>
public abstract class ConnectionCommandBase : ExchangeCommandBase
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    public virtual string? KerioServer { get; set; }

    [Parameter]
    [Credential]
    public virtual PSCredential? KerioCredential { get; set; }

    [Parameter]
    public SecureString? KerioMasterPassword { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KerioDomain { get; set; }

    [Parameter]
    [ValidateRange(1, 65535)]
    public int KerioImapPort { get; set; }

    private protected KerioConnection Kerio() => new()
    {
        Server = KerioServer!,
        Credential = KerioCredential is null ? null : Credentials.ForKerio(KerioCredential),
        MasterPassword = KerioMasterPassword is null ? null : new Secret(KerioMasterPassword),
        Domain = KerioDomain,
        ImapPort = KerioImapPort == 0 ? null : KerioImapPort,
        SkipCertificateCheck = SkipCertificateCheck,
        WireLogPath = WireLog("kerio.log"),
    };
}
