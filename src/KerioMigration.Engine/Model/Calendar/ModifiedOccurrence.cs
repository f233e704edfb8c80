using System;

namespace KerioMigration.Engine.Model.Calendar;

/// <summary>An entry of calendar:ModifiedOccurrences.</summary>
/// <param name="OriginalStart">The start that the rule gave it.</param>
/// <param name="Item">The occurrence as it was read by its own id; null where the source did not give it.</param>
public sealed record ModifiedOccurrence(DateTimeOffset OriginalStart, DateTimeOffset Start, DateTimeOffset End, Appointment? Item);
