using System.Collections.Generic;

namespace KerioMigration.Simulation.Seeding;

public enum SyncChangeKind
{
    Create,
    Update,
    Delete,
    ReadFlagChange,
}

/// <summary>One difference between a state and now. <paramref name="Id"/> is that of a deleted subject; the subject is null then.</summary>
public sealed record SyncChange<T>(SyncChangeKind Kind, T? Subject, string Id)
    where T : class;

/// <summary>One page of differences and the place in the log where it ends.</summary>
public sealed record SyncPage<T>(IReadOnlyList<SyncChange<T>> Changes, long Sequence, bool IsLast)
    where T : class;
