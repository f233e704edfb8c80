using KerioMigration.Engine.Model.Canonical;
using KerioMigration.Engine.Model.Notes;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Conversion.Notes;

/// <summary>A note as an entry of Notes.create, without the folder. Pure.</summary>
public static class NoteContent
{
    public static JsonContent Of(ConvertedNote note)
    {
        var json = CanonicalNote.Of(new JObject
        {
            ["text"] = note.Text,
            ["color"] = note.Color,
            ["position"] = note.Position is { } position ? PlaceOf(position) : null,
        });
        return new JsonContent(CanonicalJson.BytesOf(json), CanonicalJson.BytesOf(json), CanonicalNote.KeyOf(json));
    }

    private static JObject PlaceOf(NotePosition position) => new()
    {
        ["xOffset"] = position.X,
        ["yOffset"] = position.Y,
        ["xSize"] = position.Width,
        ["ySize"] = position.Height,
    };
}
