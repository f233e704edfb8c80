using System.Net;
using System.Security;

namespace KerioMigration.Engine.Model;

/// <summary>A password or token that does not show itself: not in logs, not in a debugger's list, not in ToString.</summary>
public sealed class Secret
{
    private readonly SecureString value;

    public Secret(SecureString value) => this.value = value;

    public static Secret From(string text) => new(new NetworkCredential("", text).SecurePassword);

    /// <summary>The clear text, for the moment it is sent.</summary>
    public string Reveal() => new NetworkCredential("", value).Password;

    public SecureString ToSecureString() => value.Copy();

    public override string ToString() => "***";
}
