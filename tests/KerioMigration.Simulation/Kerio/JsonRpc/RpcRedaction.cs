using System.Linq;
using System.Text.Json.Nodes;

namespace KerioMigration.Simulation.Kerio.JsonRpc;

/// <summary>Parameters without their secrets.</summary>
internal static class RpcRedaction
{
    public static string Redact(JsonObject parameters)
    {
        var copy = parameters.DeepClone();
        Hide(copy);
        return copy.ToJsonString();
    }

    private static void Hide(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (var name in members.Select(m => m.Key).ToArray())
            {
                if (name is "password" or "token")
                {
                    members[name] = "***";
                }

                Hide(members[name]);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Hide(item);
            }
        }
    }
}
