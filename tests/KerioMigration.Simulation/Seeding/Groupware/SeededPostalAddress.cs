namespace KerioMigration.Simulation.Seeding.Groupware;

/// <param name="PostBox">Not on the wire but as an extended property.</param>
public sealed record SeededPostalAddress(
    string? Street = null, string? City = null, string? State = null, string? Country = null, string? PostalCode = null, string? PostBox = null);
