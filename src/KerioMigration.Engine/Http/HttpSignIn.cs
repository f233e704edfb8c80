using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Http;

public enum HttpSignInWay
{
    None,

    /// <summary>The header goes with the first request already.</summary>
    Basic,
    Ntlm,
    Negotiate,

    /// <summary>The strongest of Negotiate, NTLM, Basic that the server offers.</summary>
    Offered,

    /// <summary>A token from a callback, asked for once more when the server answers 401.</summary>
    Bearer,
}

/// <summary>How requests prove who we are.</summary>
public sealed record HttpSignIn(HttpSignInWay Way)
{
    public static HttpSignIn None { get; } = new(HttpSignInWay.None);

    public NetworkCredential? Credential { get; init; }

    public Func<CancellationToken, Task<string>>? AccessToken { get; init; }

    /// <summary>The account as messages name it.</summary>
    public string Account => Credential is null ? "" : FullName(Credential);

    internal static string FullName(NetworkCredential credential) =>
        credential.Domain.Length == 0 ? credential.UserName : credential.Domain + "\\" + credential.UserName;
}
