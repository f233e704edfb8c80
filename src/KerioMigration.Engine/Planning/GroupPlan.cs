using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>What a migration would do for one distribution group.</summary>
/// <param name="Address">At the source; or the name that was asked for and that nothing has.</param>
public sealed record GroupPlan(string Address)
{
    public string Name { get; init; } = "";

    public string Destination { get; init; } = "";

    /// <summary>It would be made.</summary>
    public bool IsCreated { get; init; }

    /// <summary>Members that would be added.</summary>
    public int Count { get; init; }

    /// <summary>A sentence, without its full stop, for each thing that would not be there as it was.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];

    /// <summary>Why it would not be carried; null when it would.</summary>
    public Failure? Refusal { get; init; }
}
