using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>The user's own sign-in: there is no master login on HTTP.</summary>
/// <param name="Address"><c>login@domain</c>: the form that works in every domain.</param>
internal sealed record DavSignIn(string Address, Secret Password)
{
    /// <summary>In addresses of collections the login stands without its domain.</summary>
    public string Login => Address.Substring(0, At);

    public string Domain => At < Address.Length ? Address.Substring(At + 1) : "";

    private int At => Address.LastIndexOf('@') is var at && at >= 0 ? at : Address.Length;
}
