using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>A source folder in the ledger.</summary>
public sealed record FolderEntry
{
    /// <summary>The ledger's own number; 0 before it is entered.</summary>
    public long Id { get; init; }

    public required string SourceId { get; init; }

    /// <summary>Names joined with <c>/</c>, a slash inside a name written as <c>//</c>; for reports and filters, never an identity.</summary>
    public required string SourcePath { get; init; }

    public FolderRole Role { get; init; }

    public ItemKind Kind { get; init; }

    /// <summary>Items as the source counted them in the last run.</summary>
    public long SourceItemCount { get; init; }

    /// <summary>The wanted name at the destination; null when the folder is not carried.</summary>
    public string? TargetPath { get; init; }

    public Reason Reason { get; init; }

    public bool IsRenamed { get; init; }

    /// <summary>The name at the destination once it exists.</summary>
    public string? DestinationFullName { get; init; }

    public bool CreatedByUs { get; init; }

    /// <summary>Where the source's next page of changes begins.</summary>
    public string? Cursor { get; init; }

    /// <summary>The listing reached its end at least once.</summary>
    public bool IsListed { get; init; }

    /// <summary>Where the destination folder ended before the last run wrote to it.</summary>
    public string? Mark { get; init; }
}
