using System;

namespace KerioMigration.Simulation.Exchange;

/// <summary>
/// The budget of 2013 and later: requests draw on it, it recharges all the time, and who has used it up gets ErrorServerBusy with the
/// BackOffMilliseconds after which the next request can be paid.
/// </summary>
/// <param name="MaxBurst">EwsMaxBurst: what a full budget holds, in server time.</param>
/// <param name="RechargePerHour">EwsRechargeRate: server time that comes back within an hour.</param>
/// <param name="Cost">Server time of one request: a real server measures it, here each one costs the same.</param>
public sealed record RequestBudget(TimeSpan MaxBurst, TimeSpan RechargePerHour, TimeSpan Cost);
