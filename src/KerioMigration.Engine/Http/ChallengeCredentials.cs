using System;
using System.Net;

namespace KerioMigration.Engine.Http;

/// <summary>Answers the challenges of a server in the ways that were chosen, and in no other.</summary>
internal sealed class ChallengeCredentials : ICredentials
{
    private readonly NetworkCredential credential;
    private readonly HttpSignInWay way;

    private ChallengeCredentials(NetworkCredential credential, HttpSignInWay way)
    {
        this.credential = credential;
        this.way = way;
    }

    /// <summary>Null where nothing is answered: Basic and Bearer go with the first request.</summary>
    public static ChallengeCredentials? For(HttpSignIn signIn) =>
        signIn.Way is HttpSignInWay.Ntlm or HttpSignInWay.Negotiate or HttpSignInWay.Offered && signIn.Credential is { } credential
            ? new ChallengeCredentials(credential, signIn.Way)
            : null;

    public NetworkCredential? GetCredential(Uri uri, string authType) => authType.ToUpperInvariant() switch
    {
        "NEGOTIATE" or "KERBEROS" when way is HttpSignInWay.Negotiate or HttpSignInWay.Offered => WithDomain(),
        "NTLM" when way is HttpSignInWay.Ntlm or HttpSignInWay.Offered => WithDomain(),
        "BASIC" when way == HttpSignInWay.Offered => credential,
        _ => null,
    };

    // NTLM wants domain and name apart; administrators type DOMAIN\name.
    private NetworkCredential WithDomain()
    {
        var slash = credential.UserName.IndexOf('\\');
        return slash < 0 || credential.Domain.Length > 0
            ? credential
            : new NetworkCredential(credential.UserName.Substring(slash + 1), credential.SecurePassword, credential.UserName.Substring(0, slash));
    }
}
