using System;
using System.Threading;

namespace KerioMigration.Tests.Support;

/// <summary>
/// A clock for code that waits by itself: whoever waits once has waited already, and the clock stands where it would stand after it.
/// Periodic timers (watchdogs) never tick.
/// </summary>
public sealed class ImpatientTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private long waited;

    /// <summary>How long everybody together has waited.</summary>
    public TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref waited));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start + Waited;

    public override long GetTimestamp() => Interlocked.Read(ref waited);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state, period == Timeout.InfiniteTimeSpan ? dueTime : Timeout.InfiniteTimeSpan);

    private sealed class Timer : ITimer
    {
        private readonly ImpatientTime time;
        private readonly TimerCallback callback;
        private readonly object? state;

        public Timer(ImpatientTime time, TimerCallback callback, object? state, TimeSpan dueTime)
        {
            this.time = time;
            this.callback = callback;
            this.state = state;
            Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Interlocked.Add(ref time.waited, dueTime.Ticks);
                ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
            }

            return true;
        }

        public void Dispose()
        {
        }

        public System.Threading.Tasks.ValueTask DisposeAsync() => default;
    }
}
