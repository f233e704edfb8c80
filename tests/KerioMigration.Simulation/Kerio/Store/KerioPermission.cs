namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>What somebody may do in a folder.</summary>
/// <param name="PrincipalType">ptUser, ptResource, ptGroup, ptDomain, ptAnonymous or ptAuthUser.</param>
/// <param name="PrincipalId">Empty for the last two types.</param>
public sealed record KerioPermission(string PrincipalType, string PrincipalId, FolderRight Access);
