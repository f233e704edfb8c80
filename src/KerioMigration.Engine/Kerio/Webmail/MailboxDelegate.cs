namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>A user who acts for the mailbox's owner.</summary>
/// <param name="IsInboxWritable">The inbox is open to that user, too.</param>
internal sealed record MailboxDelegate(Principal Principal, bool IsInboxWritable)
{
    private const string WithInbox = "Inbox";

    /// <summary>How far it goes, for a record of it.</summary>
    public string Level => IsInboxWritable ? WithInbox : "Calendar";

    public MailboxDelegate With(string level) => this with { IsInboxWritable = level == WithInbox };
}
