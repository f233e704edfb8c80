namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>A mail domain of the server.</summary>
internal sealed record KerioDomain(string Id, string Name, bool IsPrimary);
