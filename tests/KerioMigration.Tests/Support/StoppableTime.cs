using System;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Tests.Support;

/// <summary>The time of a process that can be stopped: the clock goes on, its timers do not.</summary>
public sealed class StoppableTime(TimeProvider time) : TimeProvider
{
    private readonly SemaphoreSlim made = new(0);

    public bool IsStopped { get; set; }

    /// <summary>Until the next timer is set that nobody waited for here yet.</summary>
    public Task TimerAsync() => made.WaitAsync();

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = time.CreateTimer(
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
        made.Release();
        return timer;
    }
}
