using System.Collections.Generic;
using KerioMigration.Engine.Conversion.ContentLines;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>An appointment as the destination stores it.</summary>
/// <param name="Uid">Of every VEVENT within.</param>
/// <param name="Content">One VCALENDAR without METHOD: a calendar object resource (RFC 4791 4.1), without the bytes of <see cref="Files"/>.</param>
/// <param name="Losses">What it could not carry, one short sentence each.</param>
public sealed record ConvertedAppointment(string Uid, string Content, IReadOnlyList<string> Losses)
{
    /// <summary>Their places in <see cref="Content"/>.</summary>
    public IReadOnlyList<EmbeddedFile> Files { get; init; } = [];
}
