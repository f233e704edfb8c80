using System;
using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Notes;
using static KerioMigration.Engine.Conversion.FilledText;

namespace KerioMigration.Engine.Conversion.Notes;

/// <summary>
/// Notes of Exchange for Kerio's client API. Pure: no I/O, no clock, any thread. The API sets no dates and knows no categories, so that
/// these stand below the text; the first line, which is the subject on both sides, stays the first.
/// </summary>
public static class NoteConverter
{
    public static ConvertedNote Convert(StickyNote note)
    {
        var text = DetailLines.AddTo(Filled(note.Text) ?? Filled(note.Subject) ?? "(empty)", Details(note));
        return new ConvertedNote(CleanText.OfLines(text!), ColorOf(note.Color), PlaceOf(note.Position), [.. Losses(note)]);
    }

    // An unknown number is Outlook's default, too.
    private static string ColorOf(NoteColor color) => (Enum.IsDefined(typeof(NoteColor), color) ? color : NoteColor.Yellow).ToString();

    // Kerio's numbers have no sign, as places on a screen to the left of the first one have.
    private static NotePosition? PlaceOf(NotePosition? position) =>
        position is null or { X: < 0 } or { Y: < 0 } or { Width: < 0 } or { Height: < 0 } ? null : position;

    private static IEnumerable<(string, string?)> Details(StickyNote note)
    {
        var (created, changed) = (Say(note.Created), Say(note.LastModified));
        return
        [
            ("Created", created),
            ("Changed", changed == created ? null : changed),
            ("Categories", string.Join(", ", Filled(note.Categories))),
        ];
    }

    private static string? Say(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Losses(StickyNote note)
    {
        if (note.Sensitivity != Sensitivity.Normal)
        {
            yield return $"Sensitivity {note.Sensitivity}.";
        }

        if (note.Position is not null && PlaceOf(note.Position) is null)
        {
            yield return "The place of its window.";
        }
    }
}
