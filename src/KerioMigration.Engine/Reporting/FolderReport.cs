namespace KerioMigration.Engine.Reporting;

/// <summary>One folder, from the ledger. <c>Found = Migrated + Existing + Filtered + Failed + Held + Pending</c>.</summary>
public sealed record FolderReport
{
    public string Mailbox { get; init; } = "";

    public string Folder { get; init; } = "";

    /// <summary>The name at the destination; empty when the folder is not carried.</summary>
    public string DestinationFolder { get; init; } = "";

    public string Role { get; init; } = "";

    public string Kind { get; init; } = "";

    public bool Renamed { get; init; }

    public bool Created { get; init; }

    public long Found { get; init; }

    public long Migrated { get; init; }

    public long Existing { get; init; }

    public long Filtered { get; init; }

    public long Failed { get; init; }

    public long Held { get; init; }

    public long Pending { get; init; }

    public long Bytes { get; init; }

    public string Reason { get; init; } = "";
}
