using System;
using System.Threading;

namespace KerioMigration.Simulation.Exchange;

/// <summary>What one mailbox has left of its budget.</summary>
internal sealed class BudgetAccount(RequestBudget budget, TimeProvider time)
{
    private readonly Lock gate = new();
    private decimal ticks = budget.MaxBurst.Ticks;
    private DateTimeOffset countedAt = time.GetUtcNow();

    /// <summary>Pays for one request; or takes nothing and gives the time until it can be paid.</summary>
    public TimeSpan? Charge()
    {
        lock (gate)
        {
            Recharge();
            var missing = budget.Cost.Ticks - ticks;
            if (missing > 0)
            {
                return TimeSpan.FromMilliseconds((double)Math.Ceiling(missing / RechargePerTick / TimeSpan.TicksPerMillisecond));
            }

            ticks -= budget.Cost.Ticks;
            return null;
        }
    }

    private decimal RechargePerTick => (decimal)budget.RechargePerHour.Ticks / TimeSpan.TicksPerHour;

    private void Recharge()
    {
        var now = time.GetUtcNow();
        ticks = Math.Min(budget.MaxBurst.Ticks, ticks + ((now - countedAt).Ticks * RechargePerTick));
        countedAt = now;
    }
}
