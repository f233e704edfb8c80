using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>Listings of what other interfaces carry: how many there are, and their ids.</summary>
internal static class BareItems
{
    public static JsonNode Get(WebmailCall call) =>
        new SearchQuery(call.Params["query"] as JsonObject).Apply(call.Texts("folderIds").Select(call.Folder).SelectMany(f => f.Folder.Resources.All
            .Select(r => $"item/{f.Folder.Guid}/{r.Number}")
            .Concat(f.Folder.Messages.Select(m => $"mail/{f.Folder.Guid}/{m.Uid}"))
            .Select(id => new JsonObject { ["id"] = "keriostorage://" + id, ["folderId"] = f.Id })));
}
