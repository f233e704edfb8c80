using System.Collections.Concurrent;
using System.Collections.Generic;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Benchmarks.Faults;

internal sealed class FaultObserver : IMigrationObserver
{
    private readonly ConcurrentQueue<MigrationEvent> events = [];

    public IReadOnlyCollection<MigrationEvent> Events => events;

    public void OnEvent(MigrationEvent migrationEvent) => events.Enqueue(migrationEvent);
}
