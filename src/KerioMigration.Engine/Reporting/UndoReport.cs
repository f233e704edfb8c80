namespace KerioMigration.Engine.Reporting;

/// <summary>What one undo took away from a mailbox, and what it left. Flat and invariant: every column in every row.</summary>
public sealed record UndoReport
{
    /// <summary>The address at the source, also of a distribution group.</summary>
    public string Mailbox { get; init; } = "";

    public string Destination { get; init; } = "";

    /// <summary>Undone, Interrupted or Failed.</summary>
    public string State { get; init; } = "";

    public long ItemsRemoved { get; init; }

    /// <summary>Ours, and left where they are: changed since, or not to be removed alone. The item report tells which and why.</summary>
    public long ItemsKept { get; init; }

    /// <summary>Somebody else had removed or moved them before.</summary>
    public long ItemsGone { get; init; }

    public long FoldersRemoved { get; init; }

    /// <summary>Made by us, and not empty.</summary>
    public long FoldersKept { get; init; }

    /// <summary>Rights, delegates, rules and the out of office that were taken back; of a distribution group: members.</summary>
    public long PartsRemoved { get; init; }

    /// <summary>Of these, those that were left: changed by others since, or not to be taken back with the sign-in at hand.</summary>
    public long PartsKept { get; init; }

    /// <summary>Or the resource, or the distribution group, that we made.</summary>
    public bool AccountRemoved { get; init; }

    /// <summary>A name of <c>Reason</c>: why it did not complete, or why parts were kept; <c>None</c> when all is well.</summary>
    public string Reason { get; init; } = "None";

    public string Message { get; init; } = "";
}
