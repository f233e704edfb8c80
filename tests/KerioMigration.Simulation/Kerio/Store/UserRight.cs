namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>The struct <c>UserRight</c>.</summary>
public sealed record UserRight(UserRole Role = UserRole.UserRole, bool PublicFolders = false, bool ArchiveFolders = false);
