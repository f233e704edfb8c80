using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Verification;

/// <summary>From what was counted to flat rows.</summary>
internal static class VerificationRows
{
    public static MailboxVerification ToMailbox(this VerificationCounts counts, MailboxTotals mailbox, Failure? failure) => new()
    {
        Mailbox = mailbox.Mailbox.Address,
        Destination = mailbox.Mailbox.DestinationAddress,
        Grade = Consistency.Grade(counts, isComplete: failure is null).ToString(),
        State = mailbox.State.ToString(),
        Found = counts.Found,
        Migrated = counts.Migrated,
        Existing = counts.Existing,
        Filtered = counts.Filtered,
        Failed = counts.Failed,
        Held = counts.Held,
        Pending = counts.Pending,
        Missing = counts.Missing,
        Altered = counts.Of(Difference.AlteredAtDestination),
        Incomplete = counts.Of(Difference.StubAtDestination) + counts.Of(Difference.RebuiltAtDestination),
        Duplicate = counts.Of(Difference.DuplicateAtDestination),
        Changed = counts.Of(Difference.ChangedAtSource),
        Moved = counts.Of(Difference.MovedAtDestination),
        Deleted = counts.Of(Difference.DeletedAtSource),
        Restated = counts.Of(Difference.FlagsDiffer) + counts.Of(Difference.DateDiffers),
        Parts = counts.Of(Difference.PartDiffers),
        Extra = counts.Extra,
        Compared = counts.Compared,
        Normalized = counts.Normalized,
        Bytes = counts.Bytes,
        Reason = (failure?.Reason ?? Reason.None).ToString(),
        Message = failure?.Message ?? "",
    };

    public static FolderVerification ToFolder(this VerificationCounts counts, string mailbox, FolderEntry folder, Failure? failure) => new()
    {
        Mailbox = mailbox,
        Folder = folder.SourcePath,
        DestinationFolder = DestinationOf(folder),
        Found = counts.Found,
        Migrated = counts.Migrated,
        Existing = counts.Existing,
        Filtered = counts.Filtered,
        Failed = counts.Failed,
        Held = counts.Held,
        Pending = counts.Pending,
        Missing = counts.Missing,
        Altered = counts.Of(Difference.AlteredAtDestination),
        Incomplete = counts.Of(Difference.StubAtDestination) + counts.Of(Difference.RebuiltAtDestination),
        Duplicate = counts.Of(Difference.DuplicateAtDestination),
        Changed = counts.Of(Difference.ChangedAtSource),
        Moved = counts.Of(Difference.MovedAtDestination),
        Deleted = counts.Of(Difference.DeletedAtSource),
        Restated = counts.Of(Difference.FlagsDiffer) + counts.Of(Difference.DateDiffers),
        Extra = counts.Extra,
        Compared = counts.Compared,
        Normalized = counts.Normalized,
        Bytes = counts.Bytes,
        Reason = (failure?.Reason ?? folder.Reason).ToString(),
        Message = failure?.Message ?? "",
    };

    public static ItemDifference ToRow(this ItemOutcome item, FolderEntry folder, Difference difference, string detail, string? destinationId = null) => new()
    {
        Mailbox = item.Mailbox,
        Folder = folder.SourcePath,
        DestinationFolder = DestinationOf(folder),
        Difference = difference.ToString(),
        Subject = item.Item.Subject ?? "",
        Received = item.Item.Received?.UtcDateTime,
        Bytes = item.Key?.Size ?? item.Item.Size,
        Detail = detail,
        MessageId = item.Key?.MessageId ?? "",
        DestinationId = destinationId ?? item.DestinationId ?? "",
        SourceId = item.Item.Id,
    };

    private static string DestinationOf(FolderEntry folder) => folder.TargetPath is { } target ? folder.DestinationFullName ?? target : "";
}
