using System.Collections.Generic;

namespace KerioMigration.Engine.Conversion.Tasks;

/// <summary>A task as the destination stores it.</summary>
/// <param name="Uid">The same in every run.</param>
/// <param name="Content">One VCALENDAR with one VTODO: a calendar object resource (RFC 4791 4.1).</param>
/// <param name="Losses">What it could not carry, one short sentence each.</param>
public sealed record ConvertedTask(string Uid, string Content, IReadOnlyList<string> Losses);
