namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>The administration roles, named as in the interface.</summary>
public enum UserRole
{
    UserRole,
    Auditor,
    AccountAdmin,
    FullAdmin,
}
