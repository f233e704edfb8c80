using System;

namespace KerioMigration.Engine.Http;

/// <summary>What one server's door needs to know.</summary>
public sealed record HttpDoorOptions
{
    public HttpSignIn SignIn { get; init; } = HttpSignIn.None;

    public bool SkipCertificateCheck { get; init; }

    public int MaxConnections { get; init; } = 32;

    /// <summary>How long a server may stay silent, before its answer or in the middle of it. Every byte begins it anew.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromMinutes(3);

    public WireLog? WireLog { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
