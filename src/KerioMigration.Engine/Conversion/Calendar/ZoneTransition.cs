using System;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>A zone's clock is set.</summary>
internal readonly record struct ZoneTransition(DateTime Utc, TimeSpan Before, TimeSpan After)
{
    /// <summary>What the old clock shows (RFC 5545 3.6.5, DTSTART).</summary>
    public DateTime Local => DateTime.SpecifyKind(Utc + Before, DateTimeKind.Unspecified);
}
