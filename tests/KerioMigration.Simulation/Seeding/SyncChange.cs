namespace KerioMigration.Simulation.Seeding;

/// <summary>One difference between a state and now. <paramref name="Id"/> is that of a deleted subject; the subject is null then.</summary>
public sealed record SyncChange<T>(SyncChangeKind Kind, T? Subject, string Id)
    where T : class;
