namespace KerioMigration.Simulation.Seeding;

/// <summary>A sender or recipient. <see cref="RoutingType"/> is <c>SMTP</c>, or <c>EX</c> with a legacy DN as address.</summary>
public sealed record SeededAddress(string Name, string Address, string RoutingType = "SMTP");
