namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>A person known to the directory service of a domain who has no account yet (<c>Users.getNotActivated</c>).</summary>
public sealed record DirectoryUser(string Id, string LoginName, string FullName, bool IsImportable = true, string Message = "");
