using System.Collections.Generic;

namespace KerioMigration.Engine.Planning;

/// <summary>What a public folder lacks of the addresses that it has at the source.</summary>
public sealed record FolderAddressPlan(FolderPlan Folder)
{
    /// <summary>Those that it is to get.</summary>
    public IReadOnlyList<string> Free { get; init; } = [];

    /// <summary>Those that lead to it already.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>A sentence, without its full stop, for each thing that does not come along.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];
}
