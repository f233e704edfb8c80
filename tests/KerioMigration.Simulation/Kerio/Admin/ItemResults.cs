using System;
using System.Text.Json.Nodes;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>Runs a change for each input: failures go to <c>errors</c>, created ids to <c>result</c>; never all or none.</summary>
internal static class ItemResults
{
    /// <param name="make">Makes the entity and gives its id.</param>
    public static JsonObject Create(JsonArray inputs, Func<JsonObject, int, string> make)
    {
        var results = new JsonArray();
        var errors = ForEach(inputs.Count, i =>
        {
            var input = inputs[i] as JsonObject ?? throw RpcException.Invalid("item");
            results.Add(new JsonObject { ["inputIndex"] = i, ["id"] = make(input, i) });
        });
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
