using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>What all interfaces of items have: listings, single items, and changes of which each input may fail alone.</summary>
/// <param name="type">In the ids of the items.</param>
/// <param name="inputs">The parameter with new or changed items.</param>
/// <param name="kind">Of the folders that take them.</param>
internal abstract class WebmailItems(string type, string inputs, FolderKind kind)
{
    public JsonNode Get(WebmailCall call)
    {
        var folders = call.Texts("folderIds").Select(id => Meant(call.Folder(id)));
        return new SearchQuery(call.Params["query"] as JsonObject, call.Server.Options.ListingCap).Apply(folders.SelectMany(f => f.Folder.Resources.All.Select(r => Document(f, r))));
    }

    public JsonNode GetById(WebmailCall call) => call.ForEach(call.Texts("ids"), (id, _) =>
    {
        var (folder, item) = Find(call, id);
        return Document(folder, item);
    });

    public JsonNode Create(WebmailCall call) => call.ForEach(call.Array(inputs), (input, i) =>
    {
        var given = input as JsonObject ?? throw RpcException.Invalid(inputs);
        var folder = Meant(call.Folder(RpcCall.Text(given, "folderId")));
        folder.Tree.DemandWriting();
        var content = Read(call, given, null);
        var fault = call.Stored(folder.Folder);
        var stored = Add(folder, fault?.Action == FaultAction.Truncated ? Cut(content, (int)fault.Bytes) : content);
        return fault?.Action == FaultAction.DoneThenReset ? throw new RpcCutException() : Result(i, IdOf(folder, stored), stored);
    });

    public JsonNode Set(WebmailCall call) => call.ForEach(call.Array(inputs), (input, i) =>
    {
        var given = input as JsonObject ?? throw RpcException.Invalid(inputs);
        var (folder, item) = Find(call, RpcCall.Text(given, "id"));
        folder.Tree.DemandWriting();
        var stored = folder.Folder.Resources.Replace(item, Read(call, given, Write(item))) ?? throw Gone();
        return Result(i, "", stored);
    });

    public JsonNode Remove(WebmailCall call) => WebmailCall.WithoutResult(call.ForEach(call.Texts("ids"), (id, i) =>
    {
        var (folder, item) = Find(call, id);
        folder.Tree.DemandWriting();
        return folder.Folder.Resources.Remove(item) ? i : throw Gone();
    }));

    /// <summary>The item gets the number of its new place, and so another id.</summary>
    public JsonNode Move(WebmailCall call)
    {
        var to = Meant(call.Folder(call.Text("folder")));
        return call.ForEach(call.Texts("ids"), (id, i) =>
        {
            var (from, item) = Find(call, id);
            from.Tree.DemandWriting();
            to.Tree.DemandWriting();
            var moved = to.Folder.Resources.Add(new NewResource(item.ContentType, item.Text, item.Uid));
            from.Folder.Resources.Remove(item);
            return Result(i, IdOf(to, moved), moved);
        });
    }

    /// <summary>The item's own members, as the interface shows them.</summary>
    protected abstract JsonObject Write(KerioResource item);

    /// <param name="given">Of a new or changed item; missing members stay as they are.</param>
    /// <param name="old">The item as it is; null for a new one.</param>
    protected abstract NewResource Read(WebmailCall call, JsonObject given, JsonObject? old);

    protected virtual NewResource Cut(NewResource content, int length) => content;

    protected (WebmailFolder Folder, KerioResource Item) Find(WebmailCall call, string id)
    {
        var found = call.Own.Folders.Concat(call.Public.Folders).Where(f => f.Folder.Kind == kind)
            .SelectMany(f => f.Folder.Resources.All.Select(r => (Folder: f, Item: r)))
            .FirstOrDefault(p => IdOf(p.Folder, p.Item) == id);
        return found.Item is null ? throw Gone() : found;
    }

    protected static JsonNode? Member(JsonObject given, JsonObject? old, string name) => (given[name] ?? old?[name])?.DeepClone();

    private static KerioResource Add(WebmailFolder folder, NewResource content)
    {
        folder.Tree.DemandRoom(1, Encoding.UTF8.GetByteCount(content.Text));
        return folder.Folder.Resources.Add(content);
    }

    private static JsonObject Result(int index, string id, KerioResource item) => new() { ["inputIndex"] = index, ["id"] = id, ["watermark"] = Watermark(item) };

    private static long Watermark(KerioResource item) => ((long)item.Number << 16) + item.Revision;

    private static RpcException Gone() => new(RpcException.NoSuchEntity, "Item does not exist.");

    private string IdOf(WebmailFolder folder, KerioResource item) => folder.Tree.IdOf(type, folder.Folder, item);

    private JsonObject Document(WebmailFolder folder, KerioResource item)
    {
        var document = new JsonObject { ["id"] = IdOf(folder, item), ["folderId"] = folder.Id, ["watermark"] = Watermark(item) };
        foreach (var member in Write(item).ToList())
        {
            document[member.Key] = member.Value?.DeepClone();
        }

        return document;
    }

    private WebmailFolder Meant(WebmailFolder folder) => folder.Folder.Kind == kind ? folder : throw RpcException.Invalid("folderId");
}
