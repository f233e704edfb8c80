using System.Collections.Generic;

namespace KerioMigration.Engine.Ledger;

/// <summary>What runs did for a distribution group, or were about to do.</summary>
/// <param name="Address">At the source; compared without case.</param>
public sealed record GroupEntry(string Address)
{
    /// <summary>What the source calls it, and what a group that we made was described as.</summary>
    public string Name { get; init; } = "";

    /// <summary>The address at the destination.</summary>
    public string Destination { get; init; } = "";

    /// <summary>At the destination; empty while it is about to be made.</summary>
    public string Id { get; init; } = "";

    public bool CreatedByUs { get; init; }

    /// <summary>Accounts that we added.</summary>
    public IReadOnlyList<AddedMember> Members { get; init; } = [];
}

/// <param name="Id">The account's at the destination.</param>
public sealed record AddedMember(string Id, string Address);
