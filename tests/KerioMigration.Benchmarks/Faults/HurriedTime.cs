using System;
using System.Threading;

namespace KerioMigration.Benchmarks.Faults;

/// <summary>The system's time, so many times as fast: who waits for minutes waits for a second, who watches for silence still sees it.</summary>
internal sealed class HurriedTime(int times) : TimeProvider
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset start = System.GetUtcNow();
    private readonly long first = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => start + (System.GetElapsedTime(first) * times);

    public override long GetTimestamp() => first + ((System.GetTimestamp() - first) * times);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)), this);

    // A busy machine is silent for half a second now and then: nobody who watches for a dead server may take that for one.
    private TimeSpan Shorten(TimeSpan time) => time <= TimeSpan.Zero ? time
        : time >= Long && time / times < Floor ? Floor
        : time / times;

    private sealed class Timer(ITimer timer, HurriedTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Shorten(dueTime), time.Shorten(period));

        public void Dispose() => timer.Dispose();

        public global::System.Threading.Tasks.ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
