using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Model.Notes;

/// <summary>A note (IPM.StickyNote), as a t:Message with the properties of PSETID_Note.</summary>
public sealed record StickyNote : ItemProperties
{
    /// <summary>The body as text. Its first line is the subject.</summary>
    public string? Text { get; init; }

    /// <summary>Shown only where there is no text.</summary>
    public string? Subject { get; init; }

    public NoteColor Color { get; init; } = NoteColor.Yellow;

    /// <summary>PidLidNoteX to PidLidNoteHeight (0x8B02 to 0x8B05), in pixels; null where one is missing.</summary>
    public NotePosition? Position { get; init; }

    /// <summary>In the zone in which it shall be read.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <inheritdoc cref="Created"/>
    public DateTimeOffset? LastModified { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public Sensitivity Sensitivity { get; init; }
}

/// <summary>PidLidNoteColor (0x8B00), by its numbers.</summary>
public enum NoteColor
{
    Blue = 0,
    Green = 1,
    Pink = 2,
    Yellow = 3,
    White = 4,
}

/// <summary>Where its window stood on the screen, and how large it was.</summary>
public sealed record NotePosition(int X, int Y, int Width, int Height);
