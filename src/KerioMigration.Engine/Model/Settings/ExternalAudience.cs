namespace KerioMigration.Engine.Model.Settings;

/// <summary>Who outside the organization gets an answer. Named as Exchange does.</summary>
public enum ExternalAudience
{
    None,

    /// <summary>Who is among the owner's contacts.</summary>
    Known,

    All,
}
