using System;

namespace KerioMigration.Simulation.Exchange;

/// <summary>
/// Limits per mailbox: more requests in flight than <paramref name="MaxConcurrency"/> get ErrorServerBusy. Without
/// <paramref name="BackOff"/> the fault is the concurrency fault of 2013+, which names the policy but no time.
/// </summary>
public sealed record ThrottlingPolicy(int MaxConcurrency, TimeSpan? BackOff = null)
{
    /// <summary>Null: requests cost nothing.</summary>
    public RequestBudget? Budget { get; init; }
}
