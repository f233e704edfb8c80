namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>The four levels of a right, named as in the interface, the least first.</summary>
public enum FolderRight
{
    FAccessListingOnly,
    FAccessReadOnly,
    FAccessReadWrite,
    FAccessAdmin,
}
