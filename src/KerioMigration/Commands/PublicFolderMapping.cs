using System.Management.Automation;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Commands;

/// <summary>Who writes the public folders: the administrator unless another account is named, by a row or for all.</summary>
internal static class PublicFolderMapping
{
    /// <param name="named">The account that is named for all; null for none.</param>
    /// <param name="defaultDomain">For an account that names none.</param>
    public static UserMapping Of(UserMapping user, PSCredential administrator, PSCredential? named, string? defaultDomain)
    {
        var own = user.DestinationCredential ?? (named is null ? null : Credentials.ForKerio(named));
        var name = (own?.UserName ?? administrator.UserName).Split('@');
        return user.DestinationLogin.Length > 0 ? user with { DestinationCredential = own } : user with
        {
            DestinationLogin = name[0],
            DestinationDomain = name.Length > 1 ? name[1] : defaultDomain ?? "",
            DestinationCredential = own,
        };
    }
}
