using System;

namespace KerioMigration.Engine.Ledger.Leases;

/// <summary>The process that has the ledger open, as leases see it.</summary>
/// <param name="FindProcessStart">As <see cref="ProcessTable.FindStart"/>.</param>
internal sealed record LedgerHost(LeaseOwner Owner, Func<int, string?> FindProcessStart, TimeProvider Time)
{
    /// <summary>How often a lease is renewed.</summary>
    public static readonly TimeSpan RenewalPeriod = TimeSpan.FromSeconds(20);

    /// <summary>
    /// A sign of life further away from now than this is none, be it in the past or, where a clock was set back, in the future. Who gave
    /// none for so long by our own clock is dead.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static LedgerHost Create(TimeProvider time) => new(LeaseOwner.Current, ProcessTable.FindStart, time);

    /// <summary>Does the owner still live, as far as one look tells?</summary>
    public bool IsAlive(LeaseOwner owner, DateTimeOffset heartbeat) => Judge(owner, heartbeat) == OwnerState.Alive;

    /// <summary>
    /// On this computer the process table tells, also about a process that is merely stopped. Of this very process a lease may be left
    /// over whose release could not be written: it is no longer renewed.
    /// </summary>
    public OwnerState Judge(LeaseOwner owner, DateTimeOffset heartbeat)
    {
        var shown = (Time.GetUtcNow() - heartbeat).Duration() < Patience ? OwnerState.Alive : OwnerState.Silent;
        if (!string.Equals(owner.Machine, Owner.Machine, StringComparison.Ordinal))
        {
            return shown;
        }

        var start = FindProcessStart(owner.ProcessId);
        return start switch
        {
            null => OwnerState.Dead,
            ProcessTable.UnknownStart => shown,
            _ when !string.Equals(start, owner.ProcessStart, StringComparison.Ordinal) => OwnerState.Dead,
            _ => owner.ProcessId == Owner.ProcessId ? shown : OwnerState.Alive,
        };
    }
}
