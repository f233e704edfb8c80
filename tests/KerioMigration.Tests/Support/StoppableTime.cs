using System;
using System.Threading;

namespace KerioMigration.Tests.Support;

/// <summary>The time of a process that can be stopped: the clock goes on, its timers do not.</summary>
public sealed class StoppableTime(TimeProvider time) : TimeProvider
{
    public bool IsStopped { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(
        s =>
        {
            if (!IsStopped)
            {
                callback(s);
            }
        },
        state,
        dueTime,
        period);
}
