namespace KerioMigration.Engine.Model;

/// <summary>What belongs to a mailbox beside its items. Stored by name.</summary>
public enum MailboxPart
{
    /// <summary>What others may do in its folders.</summary>
    Permission,

    /// <summary>The archive that belongs to it, as a whole.</summary>
    Archive,

    /// <summary>Addresses, name, quota and state of its account.</summary>
    Account,

    /// <summary>Who acts for its owner.</summary>
    Delegate,

    OutOfOffice,

    /// <summary>What becomes of incoming mail.</summary>
    InboxRule,

    /// <summary>Mail addresses of public folders.</summary>
    FolderAddress,

    /// <summary>No mailbox: a distribution group.</summary>
    Group,
}
