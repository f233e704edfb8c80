namespace KerioMigration.Engine.Ledger;

/// <summary>Stored by number: members keep theirs.</summary>
public enum ItemState
{
    /// <summary>Listed, to be carried.</summary>
    Pending = 0,

    /// <summary>About to be written, or written without a receipt.</summary>
    Intended = 1,

    /// <summary>Written, with a receipt.</summary>
    Migrated = 2,

    /// <summary>Was at the destination before we came.</summary>
    Existing = 3,

    /// <summary>Left out on request.</summary>
    Filtered = 4,

    /// <summary>Refused by one side; the next run tries again.</summary>
    Failed = 5,

    /// <summary>Waits for a sign-in that the destination needs for this kind of item.</summary>
    Held = 6,
}
