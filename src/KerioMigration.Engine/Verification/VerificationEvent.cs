using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Verification;

/// <summary>A fact about a verification. Told on any thread, several at once; whoever listens returns soon and does not throw.</summary>
public abstract record VerificationEvent;

public sealed record VerificationStarted(int MailboxCount) : VerificationEvent;

/// <param name="Items">As many as the ledger knows, for progress.</param>
public sealed record MailboxVerificationStarted(string Mailbox, long Items) : VerificationEvent;

/// <summary>Items of a folder are settled.</summary>
public sealed record ItemsVerified(string Mailbox, string Folder, long Count, long Bytes) : VerificationEvent;

public sealed record DifferenceFound(ItemDifference Row) : VerificationEvent;

public sealed record FolderVerified(FolderVerification Row) : VerificationEvent;

/// <summary>Always the last event of a mailbox.</summary>
/// <param name="Failure">Why it could not be compared; null when it was.</param>
public sealed record MailboxVerified(MailboxVerification Row, Failure? Failure) : VerificationEvent;

public sealed record VerificationEnded : VerificationEvent;
