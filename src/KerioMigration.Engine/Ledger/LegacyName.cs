namespace KerioMigration.Engine.Ledger;

/// <summary>A name of the source by which old mail knows the user of a mailbox.</summary>
/// <param name="Name"><c>/o=…/cn=…</c></param>
public sealed record LegacyName(MailboxEntry Mailbox, string Name);
