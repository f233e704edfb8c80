using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Model;

/// <summary>
/// An item as read. Owns its content: whoever receives it disposes it. When <see cref="Failure"/> is set, the item could not be read
/// and <see cref="Content"/> is null.
/// </summary>
public sealed class SourceItem : IDisposable
{
    public required ItemRef Ref { get; init; }

    /// <summary>The MIME bytes, exactly as the source gave them.</summary>
    public ItemContent? Content { get; init; }

    public MessageFlags Flags { get; init; }

    public DateTimeOffset? Received { get; init; }

    public string? Subject { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public Failure? Failure { get; init; }

    public void Dispose() => Content?.Dispose();
}
