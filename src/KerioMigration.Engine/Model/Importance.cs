namespace KerioMigration.Engine.Model;

/// <summary>t:ImportanceChoicesType.</summary>
public enum Importance
{
    Low,
    Normal,
    High,
}
