namespace KerioMigration.Benchmarks.Faults;

/// <summary>What of a migration fails.</summary>
internal enum FaultEffect
{
    /// <summary>Retried, and done in the same run.</summary>
    Nothing,
    Item,
    Folder,
    Mailbox,
    Run,
}
