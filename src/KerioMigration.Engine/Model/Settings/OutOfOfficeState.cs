namespace KerioMigration.Engine.Model.Settings;

/// <summary>When an out of office answers. Named as Exchange does.</summary>
public enum OutOfOfficeState
{
    Disabled,
    Enabled,

    /// <summary>Between two times.</summary>
    Scheduled,
}
