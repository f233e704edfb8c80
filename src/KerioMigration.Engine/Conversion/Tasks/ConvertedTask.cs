using System.Collections.Generic;
using KerioMigration.Engine.Conversion.ContentLines;

namespace KerioMigration.Engine.Conversion.Tasks;

/// <summary>A task as the destination stores it.</summary>
/// <param name="Uid">The same in every run.</param>
/// <param name="Content">One VCALENDAR with one VTODO: a calendar object resource (RFC 4791 4.1), without the bytes of <see cref="Files"/>.</param>
/// <param name="Losses">What it could not carry, one short sentence each.</param>
public sealed record ConvertedTask(string Uid, string Content, IReadOnlyList<string> Losses)
{
    /// <summary>Their places in <see cref="Content"/>.</summary>
    public IReadOnlyList<EmbeddedFile> Files { get; init; } = [];
}
