namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>What a mailbox holds and may hold; null is no limit.</summary>
/// <param name="BytesLimit">In bytes, as <paramref name="BytesUsed"/>.</param>
internal sealed record MailboxQuota(long ItemsUsed, long? ItemsLimit, long BytesUsed, long? BytesLimit);
