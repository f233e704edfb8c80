using System.Collections.Generic;

namespace KerioMigration.Engine.Reporting;

/// <summary>A mailbox or distribution group for which migrations have done something that an undo would take back.</summary>
public sealed record UndoSubject(string Address)
{
    public string Name { get; init; } = "";

    public string Destination { get; init; } = "";

    public bool IsGroup { get; init; }

    /// <summary>Of the account, or of the group.</summary>
    public bool IsCreated { get; init; }

    public long Items { get; init; }

    /// <summary>Members that were added to the group.</summary>
    public long Members { get; init; }

    /// <summary>What was set beside items, with names of <c>MailboxPart</c>.</summary>
    public IReadOnlyDictionary<string, long> Parts { get; init; } = new Dictionary<string, long>();
}
