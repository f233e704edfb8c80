namespace KerioMigration.Simulation.Seeding;

public enum SyncChangeKind
{
    Create,
    Update,
    Delete,
    ReadFlagChange,
}
