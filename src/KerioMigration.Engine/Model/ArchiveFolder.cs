namespace KerioMigration.Engine.Model;

/// <summary>How the archive of a mailbox appears among its folders.</summary>
public static class ArchiveFolder
{
    /// <summary>The first name in the path of every folder of the archive. The source's own name for it is localized, and says whose it is.</summary>
    public const string Name = "Archive";
}
