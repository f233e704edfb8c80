namespace KerioMigration.Engine.Exchange;

/// <summary>How requests reach one of the mailboxes that hold public folders, from Exchange 2013 on.</summary>
/// <param name="Anchor">X-AnchorMailbox: the mailbox's address.</param>
/// <param name="Mailbox">X-PublicFolderMailbox: <c>guid@domain</c> for the tree, the mailbox's address for contents.</param>
internal sealed record PublicRoute(string Anchor, string Mailbox);
