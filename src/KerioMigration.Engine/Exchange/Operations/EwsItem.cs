using System;
using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>An item as an answer tells of it; what was not asked for or not told is at its default.</summary>
internal sealed class EwsItem
{
    public string Id { get; set; } = "";

    public string ItemClass { get; set; } = "";

    public string? Subject { get; set; }

    public DateTimeOffset? Received { get; set; }

    public DateTimeOffset? Modified { get; set; }

    public long Size { get; set; }

    public bool? IsRead { get; set; }

    public bool IsReadReceiptRequested { get; set; }

    public List<string> Categories { get; } = [];

    /// <summary>Extended properties by tag.</summary>
    public Dictionary<int, string> Properties { get; } = [];

    /// <summary>A MimeContent element was there; <see cref="Content"/> is null all the same when its base64 was broken.</summary>
    public bool HasMime { get; set; }

    /// <summary>Owned by whoever holds the item.</summary>
    public ItemContent? Content { get; set; }

    public string? Text(int tag) => Properties.TryGetValue(tag, out var value) ? value : null;

    public long Property(int tag) => Properties.TryGetValue(tag, out var value) ? Soap.ElementReader.ParseNumber(value) : 0;
}
