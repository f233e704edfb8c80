using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>The smallest base shape that brings a field without being asked.</summary>
internal enum FieldBase
{
    IdOnly,
    Default,
    AllProperties,
    Never,
}

internal delegate void FieldWriter(AnswerWriter answer, SeededItem item, ItemShape shape);

/// <summary>One element of an item's answer.</summary>
internal sealed record ItemField(string Uri, FieldBase Base, FieldWriter Write, SchemaVersion Since = SchemaVersion.Exchange2007)
{
    /// <summary>The place where the extended properties stand.</summary>
    public bool IsExtended => Uri.Length == 0;
}
