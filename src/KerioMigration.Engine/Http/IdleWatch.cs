using System;
using System.Threading;

namespace KerioMigration.Engine.Http;

/// <summary>
/// Cancels its token when the other side stays silent while we wait for it. Time that we ourselves spend between two reads does not
/// count. One timer per exchange that ticks twice per timeout, so that reading costs no timer operation: silence of one to one and a
/// half timeouts is noticed.
/// </summary>
internal sealed class IdleWatch : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly ITimer timer;
    private int waits;
    private int seenWaits;
    private int idleTicks;
    private volatile bool waiting;
    private volatile bool expired;

    public IdleWatch(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var half = TimeSpan.FromTicks(timeout.Ticks / 2);
        timer = time.CreateTimer(static state => ((IdleWatch)state!).Tick(), this, half, half);
    }

    public CancellationToken Token => source.Token;

    /// <summary>The token was cancelled by silence, not by the caller.</summary>
    public bool HasExpired => expired;

    public void Begin()
    {
        Interlocked.Increment(ref waits);
        waiting = true;
    }

    public void End() => waiting = false;

    public void Dispose()
    {
        timer.Dispose();
        source.Dispose();
    }

    private void Tick()
    {
        var now = Volatile.Read(ref waits);
        idleTicks = waiting && now == seenWaits ? idleTicks + 1 : 0;
        seenWaits = now;
        if (idleTicks < 2)
        {
            return;
        }

        expired = true;
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The exchange ended in this very moment.
        }
    }
}
