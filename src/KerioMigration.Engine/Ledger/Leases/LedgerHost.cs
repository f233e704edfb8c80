using System;

namespace KerioMigration.Engine.Ledger.Leases;

/// <summary>The process that has the ledger open, as leases see it.</summary>
/// <param name="FindProcessStart">As <see cref="ProcessTable.FindStart"/>.</param>
internal sealed record LedgerHost(LeaseOwner Owner, Func<int, string?> FindProcessStart, TimeProvider Time)
{
    /// <summary>How often a lease is renewed.</summary>
    public static readonly TimeSpan RenewalPeriod = TimeSpan.FromSeconds(20);

    /// <summary>A sign of life older than this is none. Clocks of computers that share a ledger must agree better than this.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static LedgerHost Create(TimeProvider time) => new(LeaseOwner.Current, ProcessTable.FindStart, time);

    /// <summary>
    /// Does the owner still live? On this computer the process table tells, also about a process that is merely stopped. Of this very
    /// process a lease may be left over whose release could not be written: it is no longer renewed.
    /// </summary>
    public bool IsAlive(LeaseOwner owner, DateTimeOffset heartbeat)
    {
        var isFresh = Time.GetUtcNow() - heartbeat < Patience;
        if (!string.Equals(owner.Machine, Owner.Machine, StringComparison.Ordinal))
        {
            return isFresh;
        }

        var start = FindProcessStart(owner.ProcessId);
        return start switch
        {
            null => false,
            ProcessTable.UnknownStart => isFresh,
            _ when !string.Equals(start, owner.ProcessStart, StringComparison.Ordinal) => false,
            _ => owner.ProcessId != Owner.ProcessId || isFresh,
        };
    }
}
