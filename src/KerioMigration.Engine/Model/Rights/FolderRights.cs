using System.Collections.Generic;

namespace KerioMigration.Engine.Model.Rights;

/// <summary>All rights on one folder at the source.</summary>
public sealed record FolderRights
{
    public IReadOnlyList<FolderRight> Entries { get; init; } = [];

    /// <summary>Entries of users who are no more.</summary>
    public int OrphanCount { get; init; }

    /// <summary>Why they could not be read; null when they were.</summary>
    public Failure? Failure { get; init; }
}
