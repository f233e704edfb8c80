namespace KerioMigration.Simulation.Seeding.Groupware;

public sealed record SeededPostalAddress(string? Street = null, string? City = null, string? State = null, string? Country = null, string? PostalCode = null);
