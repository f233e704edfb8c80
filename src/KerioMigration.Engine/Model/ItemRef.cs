using System;

namespace KerioMigration.Engine.Model;

/// <summary>An item at the source, as listed: enough to plan, filter and read it.</summary>
public sealed record ItemRef
{
    /// <summary>Opaque and case-sensitive; changes when the item is moved to another folder.</summary>
    public required string Id { get; init; }

    public string ItemClass { get; init; } = "IPM.Note";

    public ItemKind Kind { get; init; }

    /// <summary>Bytes as the source stores the item; only an estimate of its MIME size. 0 when unknown.</summary>
    public long Size { get; init; }

    /// <summary>When the item arrived or was saved; decides about date filters and becomes the internal date.</summary>
    public DateTimeOffset? Received { get; init; }

    /// <summary>When an appointment ends, the last one of a series; null when the listing does not tell, when there is no end, and for other kinds.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>For reports only. May be cut or missing in listings.</summary>
    public string? Subject { get; init; }

    /// <summary>
    /// Stays when the item is moved, and is the same for its copies (PidTagSearchKey, [MS-OXCPRPT] 2.2.1.9); null when the source gives none.
    /// </summary>
    public string? SearchKey { get; init; }

    /// <summary>Of a message, where the listing tells it, as listings of changes do: they cut it at 255 characters. Null otherwise.</summary>
    public string? MessageId { get; init; }

    /// <summary>Only in listings of changes; null otherwise.</summary>
    public MessageFlags? Flags { get; init; }
}
