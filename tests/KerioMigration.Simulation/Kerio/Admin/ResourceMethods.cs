using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>Rooms and equipment.</summary>
internal static class ResourceMethods
{
    public static JsonNode Get(AdminCall call)
    {
        var domain = call.Domain();
        return new SearchQuery(call.Params["query"] as JsonObject).Apply(call.Store.Resources.Where(r => r.Domain == domain).Select(Write));
    }

    public static JsonNode Create(AdminCall call) => ItemResults.Create(call.Array("resources"), (given, _) =>
    {
        var domain = call.Store.FindDomain((string?)given["domainId"] ?? string.Empty) ?? throw new RpcException(RpcException.NoSuchEntity, "Domain does not exist.");
        var resource = new BookableResource(domain, AdminCall.Text(given, "name"));
        UserRules.CheckName(resource.Name);
        Read(given, resource);
        return call.Store.AddResource(resource)
            ? resource.Id
            : throw new RpcException(RpcException.AlreadyExists, "E-mail address %1 is already used by %2.", resource.Name, resource.Name);
    });

    public static JsonNode Set(AdminCall call)
    {
        var ids = call.Texts("resourceIds");
        return ItemResults.Change(ids.Count, i => Read(call.Object("pattern"), Existing(call, ids[i])));
    }

    public static JsonNode Remove(AdminCall call)
    {
        var ids = call.Texts("resourceIds");
        return ItemResults.Change(ids.Count, i => call.Store.RemoveResource(Existing(call, ids[i])));
    }

    /// <summary>Who may be named as a user or manager.</summary>
    public static JsonNode GetPrincipalList(AdminCall call)
    {
        var domain = call.Domain();
        IEnumerable<JsonObject> everybody =
        [
            Principal("AuthDomainPrincipal", domain.Id, domain.Name, domain), Principal("AuthUserPrincipal", "", "", null), Principal("AnyonePrincipal", "", "", null),
        ];
        return new SearchQuery(call.Params["query"] as JsonObject).Apply(everybody
            .Concat(call.Store.Users.Where(u => u.Domain == domain).Select(u => Principal("UserPrincipal", u.Id, u.LoginName, domain)))
            .Concat(call.Store.Groups.Where(g => g.Domain == domain).Select(g => Principal("GroupPrincipal", g.Id, g.Name, domain))));
    }

    private static JsonObject Principal(string type, string id, string name, KerioDomain? domain) => new()
    {
        ["type"] = type, ["id"] = id, ["name"] = name, ["domainName"] = domain?.Name ?? string.Empty, ["isEnabled"] = true,
    };

    private static JsonObject Write(BookableResource resource) => new()
    {
        ["id"] = resource.Id,
        ["domainId"] = resource.Domain.Id,
        ["name"] = resource.Name,
        ["address"] = resource.Address,
        ["description"] = resource.Description,
        ["type"] = resource.Type,
        ["isEnabled"] = resource.IsEnabled,
        ["resourceUsers"] = resource.Users.DeepClone(),
        ["manager"] = resource.Manager.DeepClone(),
    };

    private static void Read(JsonObject given, BookableResource resource)
    {
        resource.Description = (string?)given["description"] ?? resource.Description;
        resource.Type = (string?)given["type"] switch
        {
            null => resource.Type,
            "Room" or "Equipment" => (string)given["type"]!,
            _ => throw RpcException.Invalid("type"),
        };
        resource.IsEnabled = (bool?)given["isEnabled"] ?? resource.IsEnabled;
        resource.Users = (given["resourceUsers"] as JsonArray)?.DeepClone() as JsonArray ?? resource.Users;
        resource.Manager = (given["manager"] as JsonObject)?.DeepClone() as JsonObject ?? resource.Manager;
    }

    private static BookableResource Existing(AdminCall call, string id) => call.Store.Resources.FirstOrDefault(r => r.Id == id)
        ?? throw new RpcException(RpcException.NoSuchEntity, "Resource does not exist.");
}
