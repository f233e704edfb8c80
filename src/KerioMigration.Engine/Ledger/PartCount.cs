using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>How much of a part runs have set for a mailbox and nothing has taken back.</summary>
public sealed record PartCount(string Mailbox, MailboxPart Part, long Count);
