using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Model;

/// <summary>
/// An item as read: a message with its <see cref="Content"/>, or anything else with its <see cref="Properties"/>, to which converting adds
/// the other two. Owns its content: whoever receives it disposes it. When <see cref="Failure"/> is set, the item could not be read.
/// </summary>
public sealed class SourceItem : IDisposable
{
    public required ItemRef Ref { get; init; }

    /// <summary>
    /// The MIME bytes; exactly as the source gave them where <see cref="Fidelity"/> says so. Of what is no message, the canonical form of
    /// <see cref="Object"/>: equal for what a reader takes for the same.
    /// </summary>
    public ItemContent? Content { get; init; }

    /// <summary>Null for messages.</summary>
    public ItemProperties? Properties { get; init; }

    /// <summary>Null for messages, and before <see cref="Properties"/> are converted.</summary>
    public ItemObject? Object { get; init; }

    public ItemFidelity Fidelity { get; init; }

    /// <summary>Why the source did not give the exact bytes; null when it did.</summary>
    public Failure? Obstacle { get; init; }

    /// <summary>What could not be read, one short sentence each.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];

    public MessageFlags Flags { get; init; }

    public DateTimeOffset? Received { get; init; }

    public string? Subject { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public Failure? Failure { get; init; }

    /// <summary>The item with what was built of its content in the place of that; it takes over what this one owns.</summary>
    /// <param name="rebuilt">Null where that could not be done: then the content stays.</param>
    /// <param name="losses">To be added.</param>
    internal SourceItem With(ItemContent? rebuilt, IReadOnlyList<string> losses)
    {
        if (rebuilt is not null)
        {
            Content?.Dispose();
        }

        return new SourceItem
        {
            Ref = Ref,
            Content = rebuilt ?? Content,
            Fidelity = rebuilt is null ? Fidelity : ItemFidelity.Rebuilt,
            Obstacle = Obstacle,
            Losses = [.. Losses, .. losses],
            Flags = Flags,
            Received = Received,
            Subject = Subject,
            Categories = Categories,
        };
    }

    public void Dispose()
    {
        Content?.Dispose();
        Object?.Dispose();
        Properties?.AllFiles.DisposeAll();
    }
}
