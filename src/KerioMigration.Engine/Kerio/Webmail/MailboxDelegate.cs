namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>A user who acts for the mailbox's owner.</summary>
/// <param name="IsInboxWritable">The inbox is open to that user, too.</param>
internal sealed record MailboxDelegate(Principal Principal, bool IsInboxWritable);
