using System;
using System.Threading;

namespace KerioMigration.Tests.Support;

/// <summary>A time whose time of day is set while everything runs on; what counts seconds does not notice.</summary>
public sealed class JumpingTime(TimeProvider time) : TimeProvider
{
    /// <summary>By how much the time of day differs from the right one.</summary>
    public TimeSpan Jump { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Jump;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
