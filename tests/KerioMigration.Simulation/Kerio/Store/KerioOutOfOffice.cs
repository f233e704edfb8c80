namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>The automatic reply of an account; times as the client API writes them.</summary>
public sealed record KerioOutOfOffice(bool IsEnabled = false, string Text = "", bool IsTimeRangeEnabled = false, string Start = "", string End = "");
