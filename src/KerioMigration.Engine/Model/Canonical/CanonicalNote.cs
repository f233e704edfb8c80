using System.Linq;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>
/// A note in the terms of Kerio's client API: text, color and position; nothing that belongs to the server (id, folder, dates, watermark,
/// the subject that it takes from the text).
/// </summary>
internal static class CanonicalNote
{
    private static readonly string[] Sides = ["xOffset", "yOffset", "xSize", "ySize"];

    public static JObject Of(JObject note) => new()
    {
        ["color"] = (string?)note["color"],
        ["position"] = note["position"] is JObject position ? new JObject(Sides.Select(s => new JProperty(s, (long?)position[s] ?? 0))) : null,
        ["text"] = CanonicalJson.Text(note["text"]),
    };

    /// <summary>Of the text alone, and not of blanks at the ends of its lines: servers trim.</summary>
    public static ItemKey KeyOf(JObject note) =>
        CanonicalJson.KeyOf("note", [string.Join("\n", (CanonicalJson.Text(note["text"]) ?? "").Split('\n').Select(line => line.TrimEnd())).TrimEnd()]);
}
