using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Kerio;

/// <summary>What <c>SecurityPolicy.get</c> tells, and what the servers do accordingly.</summary>
public sealed record SecurityOptions
{
    public EncryptionPolicy Policy { get; init; } = EncryptionPolicy.SPNoRestrictions;

    public bool AntiHammering { get; init; }

    /// <summary>Failed logins within a minute from one address until it is blocked.</summary>
    public int FailedLoginsToBlock { get; init; } = 5;

    public int MinutesToBlock { get; init; } = 5;

    /// <summary>The name of the address group that is never blocked; our clients are in it when it is set.</summary>
    public string? ExceptionGroup { get; init; }

    /// <summary>Account lock-out: this many failed logins in a row lock the account itself.</summary>
    public bool Lockout { get; init; }

    public int FailedLoginsToLock { get; init; } = 3;

    public int MinutesToUnlock { get; init; } = 10;

    /// <summary>Sign-in methods that are switched on.</summary>
    public IReadOnlyList<string> AuthenticationMethods { get; init; } = ["CRAM-MD5", "DIGEST-MD5", "PLAIN", "LOGIN", "NTLM"];

    /// <summary>An administration session without a call for this long is over (the real lifetime is not known).</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromMinutes(30);
}
