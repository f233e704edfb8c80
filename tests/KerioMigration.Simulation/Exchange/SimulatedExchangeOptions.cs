using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;

namespace KerioMigration.Simulation.Exchange;

public sealed record SimulatedExchangeOptions
{
    public ExchangeVersion Version { get; init; } = ExchangeVersion.Exchange2016;

    public SignInMethods SignIns { get; init; } = SignInMethods.Basic | SignInMethods.Ntlm | SignInMethods.Negotiate;

    public IReadOnlyList<BearerToken> BearerTokens { get; init; } = [];

    public bool Tls { get; init; } = true;

    /// <summary>0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>The host name in <see cref="SimulatedExchange.EwsUrl"/> and in Autodiscover's answers.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>Null: made at start for localhost. An expired or foreign one is a test of the client.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Added to every answer.</summary>
    public TimeSpan Latency { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public ThrottlingPolicy? Throttling { get; init; }

    /// <summary>Connections over this are closed at once; null: no limit.</summary>
    public int? ConnectionLimit { get; init; }

    /// <summary>Compresses for clients that accept it.</summary>
    public bool Gzip { get; init; } = true;

    /// <summary>The largest page of FindItem, FindFolder and FindPeople without a restriction (EWSFindCountLimit).</summary>
    public int FindPageLimit { get; init; } = 1000;

    /// <summary>Never more changes than this in an answer of SyncFolderItems, whatever the client asks.</summary>
    public int MaxSyncItems { get; init; } = 512;

    /// <summary>Keeps the bodies of requests and answers; not for large runs.</summary>
    public bool RecordBodies { get; init; }

    /// <summary>FindItem's last full page says IncludesLastItemInRange=false, and an empty page has to be fetched.</summary>
    public bool LastPageIsEmpty { get; init; }
}
