namespace KerioMigration.Benchmarks.Faults;

/// <summary>What goes wrong on the side of the migration at the moment that a fault names.</summary>
internal enum Mishap
{
    None,

    /// <summary>The token for Exchange has expired, and who asks gets another one.</summary>
    TokenExpired,

    /// <summary>The token for Exchange has expired, and who asks gets the same one again.</summary>
    TokenNotRenewed,

    /// <summary>The ledger's disk has no room for another page.</summary>
    LedgerFull,

    /// <summary>The time of day is set six hours forward.</summary>
    ClockForward,

    /// <summary>The time of day is set six hours back.</summary>
    ClockBack,
}
