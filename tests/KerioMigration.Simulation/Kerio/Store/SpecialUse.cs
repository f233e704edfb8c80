namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>The role of a mail folder, as LIST attributes tell it; names depend on the language.</summary>
public enum SpecialUse
{
    None,
    Inbox,
    Trash,
    Drafts,
    Junk,
    Sent,
}
