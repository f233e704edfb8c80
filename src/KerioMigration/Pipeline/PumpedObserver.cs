using System;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Pipeline;

/// <summary>Hands a run's events to the cmdlet's thread.</summary>
/// <param name="write">Writes an event to the pipeline.</param>
/// <param name="whenStopped">What is still said about it when the pipeline takes no more.</param>
internal sealed class PumpedObserver(EventPump pump, Action<MigrationEvent> write, Action<MigrationEvent> whenStopped) : IMigrationObserver
{
    public void OnEvent(MigrationEvent migrationEvent) => pump.Post(() => write(migrationEvent), () => whenStopped(migrationEvent));
}
