namespace KerioMigration.Engine.Ledger;

public enum ItemState
{
    /// <summary>Listed, to be carried.</summary>
    Pending,

    /// <summary>About to be written, or written without a receipt.</summary>
    Intended,

    /// <summary>Written, with a receipt.</summary>
    Migrated,

    /// <summary>Was at the destination before we came.</summary>
    Existing,

    /// <summary>Left out on request.</summary>
    Filtered,

    /// <summary>Refused by one side; the next run tries again.</summary>
    Failed,

    /// <summary>Waits for a sign-in that the destination needs for this kind of item.</summary>
    Held,
}
