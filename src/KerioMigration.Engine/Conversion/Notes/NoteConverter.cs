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
        return new ConvertedNote(CleanText.OfLines(text!), ColorOf(note.Color), note.Position, [.. Losses(note)]);
    }

    // An unknown number is Outlook's default, too.
    private static string ColorOf(NoteColor color) => (Enum.IsDefined(typeof(NoteColor), color) ? color : NoteColor.Yellow).ToString();

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

    private static IEnumerable<string> Losses(StickyNote note) =>
        note.Sensitivity == Sensitivity.Normal ? [] : [$"Sensitivity {note.Sensitivity}."];
}
