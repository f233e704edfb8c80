using KerioMigration.Simulation.Exchange.Schema;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>One element of an item's answer.</summary>
internal sealed record ItemField(string Uri, FieldBase Base, FieldWriter Write, SchemaVersion Since = SchemaVersion.Exchange2007)
{
    /// <summary>The place where the extended properties stand.</summary>
    public bool IsExtended => Uri.Length == 0;
}
