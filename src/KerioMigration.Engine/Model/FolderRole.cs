namespace KerioMigration.Engine.Model;

/// <summary>
/// What a folder is for, by distinguished id at the source and by special use (RFC 6154) at the destination. Names are localized on
/// both sides and say nothing.
/// </summary>
public enum FolderRole
{
    None,
    Root,
    Inbox,
    Drafts,
    Sent,
    Deleted,
    Junk,
    Outbox,
    Archive,
    Calendar,
    Contacts,
    Tasks,
    Notes,
    Journal,

    /// <summary>Logs that Outlook keeps for itself: Sync Issues and its children Conflicts, Local Failures, Server Failures.</summary>
    SyncIssues,

    /// <summary>At the source: the archive that belongs to a mailbox, and every folder in it, whatever it is for there.</summary>
    ArchiveMailbox,
}
