namespace KerioMigration.Engine.Model;

/// <summary>t:SensitivityChoicesType.</summary>
public enum Sensitivity
{
    Normal,
    Personal,
    Private,
    Confidential,
}
