namespace KerioMigration.Simulation.Exchange.Schema;

/// <summary>An attribute without namespace.</summary>
internal sealed record AttributeRule(string Name, TextType Type, bool IsRequired, SchemaVersion Since = SchemaVersion.Exchange2007);
