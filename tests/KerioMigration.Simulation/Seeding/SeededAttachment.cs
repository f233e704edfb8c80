using System;

namespace KerioMigration.Simulation.Seeding;

/// <summary>A file attachment, or with <see cref="Item"/> an attached item.</summary>
public sealed class SeededAttachment
{
    public string Id { get; internal set; } = string.Empty;

    public required string Name { get; init; }

    public string? ContentType { get; init; }

    public string? ContentId { get; init; }

    public bool IsInline { get; init; }

    /// <summary>The picture of a contact.</summary>
    public bool IsContactPhoto { get; init; }

    public ReadOnlyMemory<byte> Content { get; init; }

    public SeededItem? Item { get; init; }

    /// <summary>Every GetAttachment of it answers with this response code (<c>ErrorCannotOpenFileAttachment</c>).</summary>
    public string? ErrorCode { get; set; }
}
