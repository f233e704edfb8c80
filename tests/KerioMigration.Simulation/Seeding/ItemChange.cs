namespace KerioMigration.Simulation.Seeding;

/// <summary>
/// A line of a folder's change log. The item is null once it has left the folder; then <paramref name="Id"/> names it. A line is
/// stale when its item has a later one.
/// </summary>
internal readonly record struct ItemChange(long Sequence, SeededItem? Item, string Id, long CreatedSequence);
