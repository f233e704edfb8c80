namespace KerioMigration.Engine.Ledger;

/// <summary>A loss, for reports.</summary>
/// <param name="Mailbox">The address at the source; of a group when the part is Group.</param>
/// <param name="Destination">The address at the destination; empty when there is none yet.</param>
public sealed record MailboxLoss(string Mailbox, string Destination, LossEntry Entry);
