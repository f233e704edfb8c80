using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>A list of addresses that somebody keeps among the contacts.</summary>
public sealed class SeededDistributionList : SeededItem
{
    [SetsRequiredMembers]
    public SeededDistributionList() => ItemClass = "IPM.DistList";

    public string? FileAs { get; set; }

    public IReadOnlyList<SeededMember> Members { get; set; } = [];
}
