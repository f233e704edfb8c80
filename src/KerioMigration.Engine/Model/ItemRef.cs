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

    /// <summary>Of a message, where the listing tells it: listings cut it at 255 characters. Null otherwise.</summary>
    public string? MessageId { get; init; }

    /// <summary>For reports only. May be cut or missing in listings.</summary>
    public string? Subject { get; init; }
}
