namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>A rule for incoming mail.</summary>
/// <param name="Conditions">The elements of the types namespace, with the prefix t; empty: none. So are the two behind it.</param>
/// <param name="IsNotSupported">Outlook alone carries it out.</param>
/// <param name="IsInError">Nobody does.</param>
public sealed record SeededRule(
    string Name, string Actions, string Conditions = "", string Exceptions = "", bool IsEnabled = true, bool IsNotSupported = false, bool IsInError = false);
