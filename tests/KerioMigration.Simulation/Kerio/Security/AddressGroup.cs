namespace KerioMigration.Simulation.Kerio.Security;

/// <summary>An IP address group; whether our clients are in it.</summary>
internal sealed record AddressGroup(string Id, string Name, bool HoldsClients);
