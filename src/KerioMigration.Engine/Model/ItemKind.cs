namespace KerioMigration.Engine.Model;

/// <summary>What an item is to its user. Decides which door of the destination it goes through. Stored by number: members keep theirs.</summary>
public enum ItemKind
{
    /// <summary>Anything that a mail client shows: IPM.Note and its kin, reports, meeting requests, posts, unknown classes.</summary>
    Mail = 0,
    Calendar = 1,
    Contact = 2,
    DistributionList = 3,
    Task = 4,
    Note = 5,
    Journal = 6,
}
