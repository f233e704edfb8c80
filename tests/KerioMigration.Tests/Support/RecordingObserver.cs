using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Tests.Support;

/// <summary>Keeps every event in the order it came.</summary>
public sealed class RecordingObserver : IMigrationObserver
{
    private readonly ConcurrentQueue<MigrationEvent> events = new();

    public IReadOnlyList<T> Of<T>()
        where T : MigrationEvent => [.. events.OfType<T>()];

    public void OnEvent(MigrationEvent migrationEvent) => events.Enqueue(migrationEvent);
}
