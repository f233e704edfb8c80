namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>A folder as an answer tells of it.</summary>
internal sealed record EwsFolder(string Id)
{
    public string ParentId { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public string FolderClass { get; init; } = "";

    public long TotalCount { get; init; }

    public long ChildFolderCount { get; init; }

    /// <summary>Bytes in the store; 0 when not told.</summary>
    public long Size { get; init; }

    public bool IsHidden { get; init; }

    /// <summary>PidTagReplicaList, in base64; null when it was not asked for or not told.</summary>
    public string? Replicas { get; init; }

    public bool IsSearchFolder { get; init; }
}
