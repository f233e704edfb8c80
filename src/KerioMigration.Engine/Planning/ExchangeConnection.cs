using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Planning;

/// <summary>How to sign in to Exchange.</summary>
public enum ExchangeAuthentication
{
    /// <summary>Bearer when there is a token callback, else what the server offers: Negotiate, NTLM, then Basic.</summary>
    Default,
    Basic,
    Ntlm,
    Negotiate,
    Bearer,
}

/// <summary>Where the source is and who signs in.</summary>
public sealed record ExchangeConnection
{
    /// <summary>Host name, <c>host:port</c> or the EWS URL; null or empty: autodiscover for the user's address.</summary>
    public string? Server { get; init; }

    public NetworkCredential? Credential { get; init; }

    /// <summary>Gives a bearer token that is valid now; asked again when the server no longer takes it.</summary>
    public Func<CancellationToken, Task<string>>? AccessToken { get; init; }

    public ExchangeAuthentication Authentication { get; init; }

    public bool SkipCertificateCheck { get; init; }

    /// <summary>Listings tell Message-IDs, for <see cref="MigrationOptions.Adopt"/>; they are then about twice as long.</summary>
    public bool ListsMessageIds { get; init; }

    /// <summary>Redacted copies of requests and answers go here; null for none.</summary>
    public string? WireLogPath { get; init; }
}
