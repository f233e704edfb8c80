using System;
using System.Collections.Generic;
using System.Threading;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

public enum CheckResult
{
    Passed,
    Warning,
    Failed,
    Skipped,
}

/// <summary>One precondition of a migration, looked at.</summary>
public sealed record ConnectionCheck
{
    /// <summary>Host name or URL.</summary>
    public required string Server { get; init; }

    /// <summary>Short and stable: <c>Name resolution</c>, <c>TLS</c>, <c>Sign-in</c>, <c>Impersonation: anna@example.org</c> …</summary>
    public required string Check { get; init; }

    public required CheckResult Result { get; init; }

    /// <summary>What was seen.</summary>
    public string Detail { get; init; } = "";

    /// <summary>What to do about it; empty when passed.</summary>
    public string Remedy { get; init; } = "";

    public Reason Reason { get; init; }

    public TimeSpan Duration { get; init; }
}

/// <summary>Looks at one server. Reads only.</summary>
public interface IConnectionProbe
{
    /// <summary>
    /// The checks in their order, each as it ends. A check whose precondition failed comes as <see cref="CheckResult.Skipped"/>; nothing
    /// is thrown but cancellation. A wrong password is tried once.
    /// </summary>
    IAsyncEnumerable<ConnectionCheck> RunAsync(CancellationToken cancellationToken);
}
