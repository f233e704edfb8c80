namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>The smallest base shape that brings a field without being asked.</summary>
internal enum FieldBase
{
    IdOnly,
    Default,
    AllProperties,
    Never,
}
