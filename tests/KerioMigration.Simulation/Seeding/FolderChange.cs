namespace KerioMigration.Simulation.Seeding;

/// <summary>A line of the mailbox's folder log, as <see cref="ItemChange"/>.</summary>
internal readonly record struct FolderChange(long Sequence, SeededFolder? Folder, string Id, long CreatedSequence);
