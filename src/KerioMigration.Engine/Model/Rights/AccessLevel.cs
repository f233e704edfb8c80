namespace KerioMigration.Engine.Model.Rights;

/// <summary>The levels that the destination has, the least first.</summary>
public enum AccessLevel
{
    /// <summary>The folder is listed; nothing in it is shown.</summary>
    Listing,

    Reading,

    /// <summary>Everybody's items, not the reader's own alone.</summary>
    Writing,

    Administration,
}
