using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>Where one source folder goes.</summary>
public sealed record FolderPlan
{
    public required FolderRef Source { get; init; }

    /// <summary>Null when the folder is not carried; <see cref="Reason"/> says why.</summary>
    public FolderTarget? Target { get; init; }

    public Reason Reason { get; init; }

    /// <summary>The destination's name differs from the source's (illegal characters, a collision); roles do not count.</summary>
    public bool IsRenamed { get; init; }
}
