using System;

namespace KerioMigration.Engine.Reporting;

/// <summary>One item, from the ledger.</summary>
public sealed record ItemReport
{
    public string Mailbox { get; init; } = "";

    /// <summary>The account that the mailbox goes to.</summary>
    public string Destination { get; init; } = "";

    public string Folder { get; init; } = "";

    public string Subject { get; init; } = "";

    /// <summary>UTC.</summary>
    public DateTime? Received { get; init; }

    public string ItemClass { get; init; } = "";

    /// <summary>Of a message as written, of all others and of what is not written as the source stores it.</summary>
    public long Bytes { get; init; }

    /// <summary>A name of <c>ItemState</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>A name of <c>Reason</c>.</summary>
    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>A name of <c>ItemFidelity</c>: <c>Exact</c>, or why not is in <see cref="Loss"/>.</summary>
    public string Fidelity { get; init; } = "";

    public string Loss { get; init; } = "";

    /// <summary>What the source reported after the item was carried and is not at the destination: Updated, ReadFlagChanged, Deleted, or empty.</summary>
    public string Change { get; init; } = "";

    public string MessageId { get; init; } = "";

    public string DestinationId { get; init; } = "";

    public string SourceId { get; init; } = "";
}
