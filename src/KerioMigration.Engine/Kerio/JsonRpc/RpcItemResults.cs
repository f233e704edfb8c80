using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.JsonRpc;

/// <summary>What became of each input of a call that takes several. Such a call succeeds although inputs fail: never all or none.</summary>
internal sealed class RpcItemResults
{
    private readonly Dictionary<int, RpcError> errors;
    private readonly Dictionary<int, string> ids;

    public RpcItemResults(JObject result)
    {
        errors = ByInput(result["errors"]).ToDictionary(e => e.Key, e => RpcError.From(e.Value));
        ids = ByInput(result["result"]).ToDictionary(r => r.Key, r => (string?)r.Value["id"] ?? "");
    }

    public RpcError? FirstError => errors.OrderBy(e => e.Key).Select(e => e.Value).FirstOrDefault();

    /// <summary>Null when the input did not fail.</summary>
    public RpcError? ErrorOf(int input) => errors.TryGetValue(input, out var error) ? error : null;

    /// <summary>Null when the answer names none.</summary>
    public string? IdOf(int input) => ids.TryGetValue(input, out var id) && id.Length > 0 ? id : null;

    private static IEnumerable<KeyValuePair<int, JToken>> ByInput(JToken? list) => (list as JArray ?? [])
        .GroupBy(e => (int?)e["inputIndex"] ?? 0)
        .Select(g => new KeyValuePair<int, JToken>(g.Key, g.First()));
}
