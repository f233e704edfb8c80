namespace KerioMigration.Simulation.Kerio.Dav;

/// <summary>What becomes of an object whose UID is in the collection already under another name.</summary>
public enum UidConflict
{
    /// <summary>409 with the precondition no-uid-conflict.</summary>
    Refused,

    /// <summary>The other item gets the new text and keeps its name.</summary>
    Overwritten,

    /// <summary>Both are there.</summary>
    Duplicated,
}
