using System;

namespace KerioMigration.Tests.Simulation.Kerio;

/// <summary>A clock that stands still until it is moved; timers stay real.</summary>
internal sealed class ManualTime : TimeProvider
{
    private DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan time) => now += time;
}
