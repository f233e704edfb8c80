namespace KerioMigration.Engine.Verification;

/// <summary>
/// One folder, from both servers at this moment. <c>Found = Migrated + Existing + Filtered + Failed + Held + Pending + Missing</c>. The
/// columns are those of <see cref="MailboxVerification"/>.
/// </summary>
public sealed record FolderVerification
{
    public string Mailbox { get; init; } = "";

    public string Folder { get; init; } = "";

    /// <summary>Empty when the folder is not carried.</summary>
    public string DestinationFolder { get; init; } = "";

    public long Found { get; init; }

    public long Migrated { get; init; }

    public long Existing { get; init; }

    public long Filtered { get; init; }

    public long Failed { get; init; }

    public long Held { get; init; }

    public long Pending { get; init; }

    public long Missing { get; init; }

    public long Altered { get; init; }

    public long Incomplete { get; init; }

    public long Duplicate { get; init; }

    public long Changed { get; init; }

    public long Moved { get; init; }

    public long Deleted { get; init; }

    public long Restated { get; init; }

    public long Extra { get; init; }

    public long Compared { get; init; }

    public long Normalized { get; init; }

    public long Bytes { get; init; }

    /// <summary>A name of <c>Reason</c>: why the folder was left out, or could not be compared.</summary>
    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";
}
