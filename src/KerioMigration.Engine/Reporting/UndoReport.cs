namespace KerioMigration.Engine.Reporting;

/// <summary>What one undo took away from a mailbox, and what it left. Flat and invariant: every column in every row.</summary>
public sealed record UndoReport
{
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

    public bool AccountRemoved { get; init; }

    /// <summary>A name of <c>Reason</c>; <c>None</c> when all is well.</summary>
    public string Reason { get; init; } = "None";

    public string Message { get; init; } = "";
}
