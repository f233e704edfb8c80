using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>Something of a mailbox, beside its items, that is not at the destination as it was.</summary>
/// <param name="Place">The folder's path at the source, or the name of a setting; empty: the part as a whole.</param>
/// <param name="Loss">A sentence without its full stop.</param>
/// <param name="IsOpen">A later run may still carry it.</param>
public sealed record LossEntry(MailboxPart Part, string Place, string Loss, bool IsOpen);
