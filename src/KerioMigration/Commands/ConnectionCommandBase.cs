using System.Management.Automation;
using System.Security;
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

    [Parameter]
    [ValidateRange(1, 65535)]
    public int KerioWebPort { get; set; }

    private protected KerioConnection Kerio() =>
        KerioParameters.ToConnection(KerioServer!, KerioCredential, KerioMasterPassword, KerioImapPort, KerioWebPort, SkipCertificateCheck) with
        {
            Domain = KerioDomain,
            WireLogPath = WireLog("kerio.log"),
        };
}
