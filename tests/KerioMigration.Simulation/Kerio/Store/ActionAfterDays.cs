namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>The struct <c>ActionAfterDays</c>.</summary>
public sealed record ActionAfterDays(bool IsEnabled = false, int Days = 0);
