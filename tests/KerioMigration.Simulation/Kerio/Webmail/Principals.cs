using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>Those who can get rights: users, groups, domains, and two groups without an id.</summary>
internal static class Principals
{
    private static readonly string[] Nameless = ["ptAnonymous", "ptAuthUser"];

    public static JsonNode Get(WebmailCall call) => new JsonObject
    {
        ["list"] = new JsonArray([.. All(call.Store).Where(p => Wants(call, "users", "ptUser", p) || Wants(call, "groups", "ptGroup", p) || Wants(call, "domains", "ptDomain", p))]),
    };

    public static JsonNode GetByEmail(WebmailCall call)
    {
        var email = call.Text("email");
        var found = All(call.Store).FirstOrDefault(p => string.Equals((string?)p["mailAddress"], email, StringComparison.OrdinalIgnoreCase))
            ?? throw new RpcException(RpcException.NoSuchEntity, "%1 does not exist.", email);
        return new JsonObject { ["principal"] = found };
    }

    /// <exception cref="RpcException">1002.</exception>
    public static JsonObject Find(KerioStore store, string type, string id) =>
        Nameless.Contains(type) && id.Length == 0 ? Principal("", type, type, "")
        : All(store).FirstOrDefault(p => (string?)p["id"] == id && (string?)p["type"] == type)
            ?? throw new RpcException(RpcException.NoSuchEntity, "There is no principal %1.", id);

    private static IEnumerable<JsonObject> All(KerioStore store) =>
    [
        .. store.Users.Select(u => Principal(u.Id, "ptUser", u.FullName, u.Address)),
        .. store.Groups.Select(g => Principal(g.Id, "ptGroup", g.Name, $"{g.Name}@{g.Domain.Name}")),
        .. store.Domains.Select(d => Principal(d.Id, "ptDomain", d.Name, "")),
    ];

    private static bool Wants(WebmailCall call, string member, string type, JsonObject principal) =>
        (bool?)call.Params[member] == true && (string?)principal["type"] == type;

    private static JsonObject Principal(string id, string type, string name, string address) => new()
    {
        ["id"] = id,
        ["type"] = type,
        ["displayName"] = name,
        ["mailAddress"] = address,
    };
}
