namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>What a folder holds. Kerio keeps one tree per mailbox; IMAP shows the mail folders of it alone.</summary>
public enum FolderKind
{
    Mail,
    Calendar,
    Contacts,
    Tasks,
    Notes,
}
