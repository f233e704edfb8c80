namespace KerioMigration.Engine.Planning;

/// <summary>What people book.</summary>
public enum ResourceKind
{
    Room,

    /// <summary>Whatever is no room: a car, a projector.</summary>
    Equipment,
}
