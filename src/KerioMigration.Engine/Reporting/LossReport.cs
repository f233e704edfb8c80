namespace KerioMigration.Engine.Reporting;

/// <summary>Something that is not at the destination as it was, from the ledger. Flat and invariant: every column in every row.</summary>
public sealed record LossReport
{
    /// <summary>The address at the source; of a distribution group where the part is <c>Group</c>.</summary>
    public string Mailbox { get; init; } = "";

    public string Destination { get; init; } = "";

    /// <summary>What it belongs to: <c>Item</c>, or a name of <c>MailboxPart</c>.</summary>
    public string Part { get; init; } = "";

    /// <summary>The folder's path at the source, or the name of a setting; empty for the part as a whole.</summary>
    public string Place { get; init; } = "";

    /// <summary>An item's subject; empty for what is no item.</summary>
    public string Subject { get; init; } = "";

    public string Loss { get; init; } = "";

    /// <summary>A later run may still carry it.</summary>
    public bool Open { get; init; }

    /// <summary>An item's id at the source; empty for what is no item.</summary>
    public string SourceId { get; init; } = "";
}
