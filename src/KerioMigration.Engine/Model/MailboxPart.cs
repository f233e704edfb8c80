namespace KerioMigration.Engine.Model;

/// <summary>What belongs to a mailbox beside its items. Stored by name.</summary>
public enum MailboxPart
{
    /// <summary>What others may do in its folders.</summary>
    Permission,
}
