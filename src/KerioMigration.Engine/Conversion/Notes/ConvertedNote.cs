using System.Collections.Generic;
using KerioMigration.Engine.Model.Notes;

namespace KerioMigration.Engine.Conversion.Notes;

/// <summary>A note in the terms of Kerio's client API (Notes.create), the only documented way to write one.</summary>
/// <param name="Text">Lines end with one line feed. Kerio takes the first one for the subject. Never empty.</param>
/// <param name="Color">White, Yellow, Pink, Green or Blue.</param>
/// <param name="Position">xOffset, yOffset, xSize and ySize; null to leave them out.</param>
/// <param name="Losses">What it could not carry, one short sentence each.</param>
public sealed record ConvertedNote(string Text, string Color, NotePosition? Position, IReadOnlyList<string> Losses);
