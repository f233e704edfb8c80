using System;

namespace KerioMigration.Simulation.Exchange;

/// <summary>
/// Budget per mailbox: more requests in flight than <paramref name="MaxConcurrency"/> get ErrorServerBusy. Without
/// <paramref name="BackOff"/> the fault is the concurrency fault of 2013+, which names the policy but no time.
/// </summary>
public sealed record ThrottlingPolicy(int MaxConcurrency, TimeSpan? BackOff = null);
