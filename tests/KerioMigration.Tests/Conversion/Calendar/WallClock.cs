using System;
using System.Linq;

namespace KerioMigration.Tests.Conversion.Calendar;

/// <summary>A zone as .NET knows it, read as RFC 5545 3.3.5 reads local times.</summary>
internal sealed class WallClock(string id)
{
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(id);

    public DateTimeOffset At(DateTime local)
    {
        var offset = Zone.IsInvalidTime(local) ? Zone.GetUtcOffset(local.AddHours(-4))
            : Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max()
            : Zone.GetUtcOffset(local);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset);
    }
}
