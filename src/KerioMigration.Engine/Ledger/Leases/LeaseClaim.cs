using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Leases;

/// <summary>
/// One attempt to take a mailbox. A lease whose owner cannot be seen is taken only after it was watched and not renewed for
/// <see cref="LedgerHost.Patience"/>, by the clock that nobody sets: the time of day, which the heartbeat tells, may be wrong on either
/// side, and two owners would carry items twice.
/// </summary>
internal sealed class LeaseClaim(LedgerHost host, string address)
{
    private LeaseEntry? watched;
    private long since;

    /// <summary>False: look again after <see cref="WaitAsync"/>. May be asked more than once about the same look.</summary>
    /// <param name="current">The lease as it is now; null when there is none.</param>
    /// <exception cref="MigrationException">The owner lives.</exception>
    public bool MayTake(LeaseEntry? current)
    {
        var state = current is null ? OwnerState.Dead : host.Judge(current.Owner, current.Heartbeat);
        if (state == OwnerState.Dead)
        {
            return true;
        }

        if (watched is null && state == OwnerState.Silent)
        {
            watched = current;
            since = host.Time.GetTimestamp();
        }

        // Any renewal is a sign of life, whatever time it names.
        return watched == current ? host.Time.GetElapsedTime(since) >= LedgerHost.Patience : throw LeaseErrors.InUse(address, current!);
    }

    public Task WaitAsync(CancellationToken cancellationToken) => host.Time.Delay(LedgerHost.RenewalPeriod, cancellationToken);
}
