using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>Notes: their dates are the server's, whatever a client sends.</summary>
internal sealed class NoteItems() : WebmailItems("note", "notes", FolderKind.Notes)
{
    private static readonly string[] Colors = ["White", "Yellow", "Pink", "Green", "Blue"];
    private static readonly string[] Sides = ["xOffset", "yOffset", "xSize", "ySize"];

    public static NoteItems Instance { get; } = new();

    protected override JsonObject Write(KerioResource item)
    {
        var note = JsonNode.Parse(item.Text)!.AsObject();
        note["subject"] = note["text"]!.ToString().Split('\n')[0];
        note["createDate"] = Say(item.CreatedAt);
        note["modifyDate"] = Say(item.ModifiedAt);
        return note;
    }

    protected override NewResource Read(WebmailCall call, JsonObject given, JsonObject? old)
    {
        var text = Member(given, old, "text") ?? throw RpcException.Invalid("text");
        var color = Member(given, old, "color")?.ToString() ?? "Yellow";
        var position = Member(given, old, "position") as JsonObject ?? [];
        var note = new JsonObject
        {
            ["text"] = text.GetValue<string>(),
            ["color"] = Colors.Contains(color) ? color : throw RpcException.Invalid("color"),
            ["position"] = new JsonObject(Sides.Select(s => KeyValuePair.Create(s, (JsonNode?)Side(position[s])))),
        };
        return new NewResource("application/json", note.ToJsonString(), "");
    }

    protected override NewResource Cut(NewResource content, int length)
    {
        var note = JsonNode.Parse(content.Text)!.AsObject();
        note["text"] = note["text"]!.ToString() is var text && text.Length > length ? text[..length] : text;
        return content with { Text = note.ToJsonString() };
    }

    /// <summary>An unsigned number.</summary>
    private static long Side(JsonNode? given) => ((long?)given ?? 0) is >= 0 and var number ? number : throw RpcException.Invalid("position");

    private static string Say(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'+0000'", CultureInfo.InvariantCulture);
}
