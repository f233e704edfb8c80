using KerioMigration.Engine.Reporting;

namespace KerioMigration.Benchmarks;

/// <summary>Watches a migration that is only measured.</summary>
internal sealed class Nobody : IMigrationObserver
{
    public void OnEvent(MigrationEvent migrationEvent)
    {
    }
}
