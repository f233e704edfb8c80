using System.Collections.Generic;

namespace KerioMigration.Engine.Planning;

/// <summary>A distribution group of the source organization, with everybody who is in it or in a group within.</summary>
public sealed record SourceGroup(string Address)
{
    public string Name { get; init; } = "";

    /// <summary>Everybody once.</summary>
    public IReadOnlyList<GroupMember> Members { get; init; } = [];

    /// <summary>Groups within, whose members are among <see cref="Members"/>.</summary>
    public IReadOnlyList<string> Nested { get; init; } = [];

    /// <summary>A sentence for each thing that the source did not tell.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];
}

/// <param name="IsMailbox">Somebody of the organization with a mailbox; else a contact or a public folder.</param>
public sealed record GroupMember(string Address, bool IsMailbox);
