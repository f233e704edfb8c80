using System;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Webmail;

internal static class FolderMethods
{
    public static JsonNode Get(WebmailCall call) => List(call.Own);

    public static JsonNode GetPublic(WebmailCall call) => List(call.Public);

    public static JsonNode Create(WebmailCall call) => call.ForEach(call.Array("folders"), (given, i) => new JsonObject
    {
        ["inputIndex"] = i,
        ["id"] = CreateOne(call, given as JsonObject ?? throw RpcException.Invalid("folders")),
        ["watermark"] = 0,
    });

    public static JsonNode Set(WebmailCall call) => WebmailCall.WithoutResult(call.ForEach(call.Array("folders"), (given, i) =>
    {
        var members = given as JsonObject ?? throw RpcException.Invalid("folders");
        var folder = call.Folder(RpcCall.Text(members, "id"));
        folder.Tree.DemandWriting();
        if (members["name"] is { } name && name.ToString() != folder.Name)
        {
            Rename(folder, name.ToString());
        }

        folder.Folder.Color = members["color"]?.ToString() ?? folder.Folder.Color;
        return i;
    }));

    public static JsonNode Remove(WebmailCall call)
    {
        var isRecursive = (bool?)call.Params["recursive"] ?? throw RpcException.Invalid("recursive");
        return WebmailCall.WithoutResult(call.ForEach(call.Texts("ids"), (id, i) =>
        {
            var folder = call.Folder(id);
            folder.Tree.DemandWriting();
            var inner = folder.Tree.Folders.Where(f => f.Folder.Path.StartsWith(folder.Folder.Path + "/", StringComparison.Ordinal)).ToList();
            if (folder.IsSpecial || (inner.Count > 0 && !isRecursive))
            {
                throw new RpcException(RpcException.NotPermitted, "Folder %1 cannot be removed.", folder.Name);
            }

            foreach (var gone in inner.Append(folder))
            {
                folder.Tree.Mailbox.Remove(gone.Folder);
            }

            return i;
        }));
    }

    private static JsonObject List(WebmailTree tree) => new() { ["list"] = new JsonArray([Root(tree), .. tree.Folders.Select(Document)]) };

    private static string CreateOne(WebmailCall call, JsonObject given)
    {
        var kind = RpcCall.Text(given, "type") switch
        {
            "FMail" => FolderKind.Mail,
            "FContact" => FolderKind.Contacts,
            "FCalendar" => FolderKind.Calendar,
            "FTask" => FolderKind.Tasks,
            "FNote" => FolderKind.Notes,
            _ => throw RpcException.Invalid("type"),
        };

        // Needed for mail folders alone.
        var parentId = kind == FolderKind.Mail || given["parentId"] is not null ? RpcCall.Text(given, "parentId") : call.Own.RootId;
        var (tree, parent) = Parent(call, parentId);
        tree.DemandWriting();
        var name = Legal(RpcCall.Text(given, "name"));
        var folder = tree.Mailbox.Create(parent is null ? name : $"{parent.Path}/{name}", kind)
            ?? throw new RpcException(RpcException.AlreadyExists, "Folder %1 already exists.", name);
        folder.IsSubscribed = true;
        return tree.IdOf(folder);
    }

    private static (WebmailTree Tree, KerioFolder? Parent) Parent(WebmailCall call, string id) =>
        id == call.Own.RootId ? (call.Own, null)
        : id == call.Public.RootId ? (call.Public, null)
        : call.Folder(id) is var parent ? (parent.Tree, parent.Folder)
        : default;

    private static void Rename(WebmailFolder folder, string name)
    {
        var path = folder.Folder.Path[..(folder.Folder.Path.LastIndexOf('/') + 1)] + Legal(name);
        if (folder.IsSpecial || folder.Tree.Mailbox.Find(path) is not null)
        {
            throw new RpcException(folder.IsSpecial ? RpcException.NotPermitted : RpcException.AlreadyExists, "Folder cannot be renamed to %1.", name);
        }

        folder.Tree.Mailbox.Rename(folder.Folder, path);
    }

    private static string Legal(string name) => name.Length > 0 && !name.Contains('/', StringComparison.Ordinal)
        ? name
        : throw new RpcException(RpcException.OperationFailed, "Folder name %1 is not valid.", name);

    private static JsonObject Root(WebmailTree tree) => Document(tree, tree.RootId, "", tree.IsPublic ? "Public" : tree.User.LoginName, "FRoot", "FSubNone", 0);

    private static JsonObject Document(WebmailFolder folder)
    {
        var document = Document(
            folder.Tree, folder.Id, folder.Tree.ParentIdOf(folder.Folder), folder.Name, folder.Type, folder.SubType, folder.Folder.Path.Split('/').Length);
        document["isShared"] = folder.Folder.Permissions.Count > 0;
        document["messageCount"] = folder.Folder.Messages.Count + folder.Folder.Resources.All.Count;
        document["messageUnread"] = folder.Folder.Messages.Count(m => !m.Flags.HasFlag(MessageFlags.Seen));
        document["messageSize"] = folder.Folder.Messages.Sum(m => (long)m.Bytes.Length) + folder.Folder.Resources.All.Sum(r => (long)r.Size);
        document["color"] = folder.Folder.Color ?? "";
        return document;
    }

    private static JsonObject Document(WebmailTree tree, string id, string parentId, string name, string type, string subType, int level) => new()
    {
        ["id"] = id,
        ["parentId"] = parentId,
        ["name"] = name,
        ["ownerName"] = "",
        ["emailAddress"] = "",
        ["type"] = type,
        ["subType"] = subType,
        ["placeType"] = tree.IsPublic ? "FPlacePublic" : "FPlaceMailbox",
        ["access"] = tree.Access.ToString(),
        ["isShared"] = false,
        ["isDelegated"] = false,
        ["nestingLevel"] = level,
        ["checked"] = false,
        ["published"] = false,
    };
}
