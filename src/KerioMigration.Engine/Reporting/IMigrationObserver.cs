namespace KerioMigration.Engine.Reporting;

/// <summary>
/// Told what happens, on any thread, several at once. Must return soon and must not throw; blocking it slows the run down, which is
/// how a bounded queue behind it holds the engine back.
/// </summary>
public interface IMigrationObserver
{
    void OnEvent(MigrationEvent migrationEvent);
}
