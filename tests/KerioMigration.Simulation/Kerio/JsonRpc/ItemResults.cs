using System;
using System.Text.Json.Nodes;

namespace KerioMigration.Simulation.Kerio.JsonRpc;

/// <summary>Runs a change for each input: failures go to <c>errors</c>, created ids to <c>result</c>; never all or none.</summary>
internal static class ItemResults
{
    /// <param name="make">Makes the entity and gives its id.</param>
    public static JsonObject Create(JsonArray inputs, Func<JsonObject, int, string> make) => Collect(
        inputs.Count, i => new JsonObject { ["inputIndex"] = i, ["id"] = make(inputs[i] as JsonObject ?? throw RpcException.Invalid("item"), i) });

    /// <summary>With an entry of <c>result</c> for every input that did not fail.</summary>
    public static JsonObject Collect(int count, Func<int, JsonNode> make)
    {
        var results = new JsonArray();
        var errors = ForEach(count, i => results.Add(make(i)));
        return new JsonObject { ["errors"] = errors, ["result"] = results };
    }

    public static JsonObject Change(int count, Action<int> change) => new() { ["errors"] = ForEach(count, change) };

    private static JsonArray ForEach(int count, Action<int> change)
    {
        var errors = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            try
            {
                change(i);
            }
            catch (RpcException e) when (e.Code > 0)
            {
                errors.Add(e.ToItemError(i));
            }
        }

        return errors;
    }
}
