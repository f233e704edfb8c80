namespace KerioMigration.Engine.Model;

/// <summary>What an item is to its user. Decides which door of the destination it goes through.</summary>
public enum ItemKind
{
    /// <summary>Anything that a mail client shows: IPM.Note and its kin, reports, meeting requests, posts, unknown classes.</summary>
    Mail,
    Calendar,
    Contact,
    DistributionList,
    Task,
    Note,
    Journal,
}
