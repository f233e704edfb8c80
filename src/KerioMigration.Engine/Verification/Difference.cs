namespace KerioMigration.Engine.Verification;

/// <summary>How the two servers and the ledger differ about one item: the closed list behind the rows of a verification.</summary>
public enum Difference
{
    /// <summary>Was written, and is nowhere in the destination mailbox now.</summary>
    MissingAtDestination,

    /// <summary>Is there with another content than was written.</summary>
    AlteredAtDestination,

    /// <summary>A note stands in its place, because the source could not give it.</summary>
    StubAtDestination,

    /// <summary>Stands in its folder once more, beside the one that was written.</summary>
    DuplicateAtDestination,

    /// <summary>Is at the source and was not carried: failed, held, pending, or new since the last run.</summary>
    NotMigrated,

    /// <summary>Has changed at the source since it was carried; the next run carries the change.</summary>
    ChangedAtSource,

    /// <summary>Was built from its properties and attachments, because the source could not give its bytes.</summary>
    RebuiltAtDestination,

    /// <summary>Is at the destination unharmed, in another folder than it was written to.</summary>
    MovedAtDestination,

    /// <summary>Is at the destination and no longer in its folder at the source.</summary>
    DeletedAtSource,

    /// <summary>Is read, answered, forwarded or flagged on one side alone.</summary>
    FlagsDiffer,

    /// <summary>Has another received date at the destination than was wanted.</summary>
    DateDiffers,

    /// <summary>No item: a right, a delegate, a rule, the out of office or a member of a group is not as a run left it.</summary>
    PartDiffers,
}
