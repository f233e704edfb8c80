using System;
using System.Threading;

namespace KerioMigration.Engine.Transfer;

/// <summary>The time after a stop in which what was already sent may still be answered.</summary>
internal sealed class GracePeriod : IDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly ITimer timer;
    private readonly CancellationTokenRegistration start;

    /// <param name="stop">Begins the period.</param>
    public GracePeriod(TimeProvider time, TimeSpan length, CancellationToken stop)
    {
        timer = time.CreateTimer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        start = stop.Register(() => timer.Change(length, Timeout.InfiniteTimeSpan));
    }

    /// <summary>Cancelled when the period is over.</summary>
    public CancellationToken Token => end.Token;

    public void Dispose()
    {
        start.Dispose();
        timer.Dispose();
        end.Dispose();
    }

    private void End()
    {
        try
        {
            end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // What it was for ended in the same moment.
        }
    }
}
