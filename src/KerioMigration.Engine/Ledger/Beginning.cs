using System;

namespace KerioMigration.Engine.Ledger;

/// <summary>
/// When something began. How long it lasts is measured by the clock that nobody sets: the time of day may be corrected by hours meanwhile.
/// </summary>
internal sealed class Beginning(TimeProvider time)
{
    private readonly long timestamp = time.GetTimestamp();

    public DateTimeOffset Time { get; } = time.GetUtcNow();

    public TimeSpan Elapsed => time.GetElapsedTime(timestamp);

    /// <summary>Now, told from the beginning on: never before it.</summary>
    public DateTimeOffset Now => Time + Elapsed;
}
