namespace KerioMigration.Engine.Verification;

/// <summary>
/// How well a mailbox at the destination agrees with the one at the source; the words are those that Exchange uses for its own
/// migrations. The thresholds are in <see cref="Consistency"/>.
/// </summary>
public enum ConsistencyGrade
{
    /// <summary>No difference.</summary>
    Perfect,

    /// <summary>Everything is there as it was written; differences are what people did since, or states and dates.</summary>
    Good,

    /// <summary>A few items are missing, altered, not carried, or there twice.</summary>
    Investigate,

    /// <summary>More than a few, or the mailbox could not be compared.</summary>
    Poor,
}
