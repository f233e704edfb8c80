using System;
using System.Linq;

namespace KerioMigration.Tests.Conversion.Calendar;

/// <summary>A zone as .NET knows it, read as RFC 5545 3.3.5 reads local times.</summary>
internal sealed class WallClock(TimeZoneInfo zone)
{
    public TimeZoneInfo Zone { get; } = zone;

    public static WallClock Of(string id) => new(TimeZoneInfo.FindSystemTimeZoneById(id));

    public DateTimeOffset At(DateTime local)
    {
        var offset = Zone.IsInvalidTime(local) ? Zone.GetUtcOffset(local.AddHours(-4))
            : Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max()
            : Zone.GetUtcOffset(local);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset);
    }
}
