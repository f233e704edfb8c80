using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>A group of local users with addresses of its own (local parts).</summary>
public sealed record KerioGroup(KerioDomain Domain, string Name, string Description, IReadOnlyList<string> EmailAddresses)
{
    public string Id { get; } = $"keriodb://group/{Guid.NewGuid()}";
}
