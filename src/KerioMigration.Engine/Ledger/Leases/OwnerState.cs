namespace KerioMigration.Engine.Ledger.Leases;

/// <summary>What is known about a process that holds leases.</summary>
internal enum OwnerState
{
    Alive,
    Dead,

    /// <summary>
    /// Its process cannot be seen, and its last sign of life is not of now. It may be dead, or a clock was set; only watching tells.
    /// </summary>
    Silent,
}
