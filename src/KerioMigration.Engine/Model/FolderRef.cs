using System.Collections.Generic;

namespace KerioMigration.Engine.Model;

/// <summary>A folder at the source, as listed.</summary>
public sealed record FolderRef
{
    /// <summary>Opaque and case-sensitive; does not change when the folder is moved or renamed.</summary>
    public required string Id { get; init; }

    /// <summary>Null for the root of the tree.</summary>
    public string? ParentId { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Names from below the root down to this folder, as the source spells them.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>What it is called where it cannot stand below its parent; null: the same.</summary>
    public string? NameAlone { get; init; }

    /// <summary><c>IPF.Note</c> and so on; empty means mail.</summary>
    public string FolderClass { get; init; } = "";

    public FolderRole Role { get; init; }

    /// <summary>The kind of item that the folder is for. Single items may differ.</summary>
    public ItemKind Kind { get; init; }

    /// <summary>Items as the source counts them, without associated ones.</summary>
    public long ItemCount { get; init; }

    /// <summary>Those among them that are of a kind which the folder is not for; null where the source should know and does not tell. Not asked of folders for mail.</summary>
    public long? MisplacedCount { get; init; } = 0;

    /// <summary>Bytes as the source stores them, not as MIME; 0 when it does not say.</summary>
    public long Size { get; init; }

    public bool IsHidden { get; init; }
}
