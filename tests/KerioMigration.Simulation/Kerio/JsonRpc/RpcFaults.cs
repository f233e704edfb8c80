using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Faults;

namespace KerioMigration.Simulation.Kerio.JsonRpc;

/// <summary>What a fault does to one call.</summary>
internal static class RpcFaults
{
    /// <summary><see cref="Fault.Code"/> is the number of the error.</summary>
    public static RpcException Error(Fault fault) =>
        new(int.Parse(fault.Code ?? "1000", CultureInfo.InvariantCulture), fault.Text ?? "Operation failed.");

    /// <summary>Every input fails although the call succeeds; nothing is done.</summary>
    public static JsonObject ItemErrors(RpcCall? call, Fault fault)
    {
        var count = call?.Params.Select(p => p.Value).OfType<JsonArray>().FirstOrDefault()?.Count ?? 1;
        return new JsonObject
        {
            ["errors"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => Error(fault).ToItemError(i))]),
            ["result"] = new JsonArray(),
        };
    }
}
