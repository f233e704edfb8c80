using System.Collections.Generic;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Seeding;

/// <summary>A distribution group of the organization.</summary>
public sealed class SeededGroup
{
    public required string DisplayName { get; init; }

    public required string PrimarySmtpAddress { get; init; }

    /// <summary>People, groups and contacts; null when the server keeps them secret.</summary>
    public IReadOnlyList<SeededMember>? Members { get; set; } = [];
}
