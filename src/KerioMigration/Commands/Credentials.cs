using System.Management.Automation;
using System.Net;

namespace KerioMigration.Commands;

/// <summary>
/// PowerShell's credentials as the engine takes them. <c>PSCredential.GetNetworkCredential</c> cuts an address at its at sign, and both
/// servers want it whole.
/// </summary>
internal static class Credentials
{
    /// <summary><c>DOMAIN\user</c> becomes user and domain, as NTLM wants them.</summary>
    public static NetworkCredential ForExchange(PSCredential credential)
    {
        var separator = credential.UserName.IndexOf('\\');
        return separator < 0
            ? new NetworkCredential(credential.UserName, credential.Password)
            : new NetworkCredential(credential.UserName.Substring(separator + 1), credential.Password, credential.UserName.Substring(0, separator));
    }

    public static NetworkCredential ForKerio(PSCredential credential) => new(credential.UserName, credential.Password);
}
