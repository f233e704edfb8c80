using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>An item and what became of it.</summary>
public sealed record ItemOutcome
{
    public required string Mailbox { get; init; }

    /// <summary>The account that the mailbox goes to; empty before it is known.</summary>
    public string Destination { get; init; } = "";

    public required string FolderPath { get; init; }

    /// <summary>The <see cref="FolderEntry.SourceId"/> of its folder.</summary>
    public required string FolderId { get; init; }

    public required ItemRef Item { get; init; }

    /// <summary>A pending item in a folder that is no longer carried is shown with the folder's fate and reason.</summary>
    public ItemState State { get; init; }

    public Reason Reason { get; init; }

    /// <summary>Of the failure.</summary>
    public string? Message { get; init; }

    /// <summary>The server's own code of the failure.</summary>
    public string? Code { get; init; }

    public ItemFidelity Fidelity { get; init; }

    /// <summary>What was lost on the way.</summary>
    public string? Loss { get; init; }

    /// <summary>What was stated before the write; null when nothing was.</summary>
    public ItemKey? Key { get; init; }

    /// <summary>SHA-256 of the exact bytes received from the source when it was carried; null when it was not.</summary>
    public byte[]? Sha256 { get; init; }

    public string? DestinationId { get; init; }

    /// <summary>What the source reported about it after it was carried; null when nothing.</summary>
    public ItemChangeType? Change { get; init; }

    /// <summary>The run that settled it; null when none did.</summary>
    public long? Run { get; init; }
}
