namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>The administration roles, named as in the interface.</summary>
public enum UserRole
{
    UserRole,
    Auditor,
    AccountAdmin,
    FullAdmin,
}

/// <summary>The struct <c>UserRight</c>.</summary>
public sealed record UserRight(UserRole Role = UserRole.UserRole, bool PublicFolders = false, bool ArchiveFolders = false);
