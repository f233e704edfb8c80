namespace KerioMigration.Engine.Transfer;

/// <summary>What is wanted of the archive that belongs to a mailbox.</summary>
internal enum ArchiveUse
{
    None,

    /// <summary>Whether there is one: what is missing in the mailbox may have been moved there.</summary>
    Noticed,

    /// <summary>Its folders.</summary>
    Included,
}
