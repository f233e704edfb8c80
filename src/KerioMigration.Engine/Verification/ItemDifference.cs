using System;

namespace KerioMigration.Engine.Verification;

/// <summary>One item about which both servers and the ledger do not agree.</summary>
public sealed record ItemDifference
{
    public string Mailbox { get; init; } = "";

    /// <summary>At the source.</summary>
    public string Folder { get; init; } = "";

    public string DestinationFolder { get; init; } = "";

    /// <summary>A name of <see cref="Verification.Difference"/>.</summary>
    public string Difference { get; init; } = "";

    public string Subject { get; init; } = "";

    /// <summary>UTC.</summary>
    public DateTime? Received { get; init; }

    /// <summary>As written; as the source counts them for an item that was not carried.</summary>
    public long Bytes { get; init; }

    /// <summary>One sentence for the administrator.</summary>
    public string Detail { get; init; } = "";

    public string MessageId { get; init; } = "";

    public string DestinationId { get; init; } = "";

    public string SourceId { get; init; } = "";
}
