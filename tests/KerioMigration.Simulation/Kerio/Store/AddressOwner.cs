namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>Who holds an address; kinds are named as in <c>Server.findEntityByEmail</c>.</summary>
internal sealed record AddressOwner(string Kind, string Name);
