using System.Collections.Generic;

namespace KerioMigration.Simulation.Seeding;

/// <summary>One page of differences and the place in the log where it ends.</summary>
public sealed record SyncPage<T>(IReadOnlyList<SyncChange<T>> Changes, long Sequence, bool IsLast)
    where T : class;
