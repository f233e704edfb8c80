using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;

namespace KerioMigration.Simulation.Kerio.Admin;

internal static class DomainMethods
{
    private const string ServerId = "6f1c3e64-8f0e-4c55-9d43-7b7f7b0d2a10";

    public static JsonNode Get(AdminCall call) =>
        new SearchQuery(call.Params["query"] as JsonObject).Apply(call.Store.Domains.Select(d => DomainDocument.Write(d, call.Store)));

    public static JsonNode Create(AdminCall call) => ItemResults.Create(call.Array("domains"), (given, _) =>
    {
        var name = AdminCall.Text(given, "name");
        if (call.Store.FindDomain(name) is not null)
        {
            throw new RpcException(RpcException.AlreadyExists, "Domain %1 already exists.", name);
        }

        if (name.Length == 0 || name.Contains(' ', StringComparison.Ordinal))
        {
            throw new RpcException(RpcException.OperationFailed, "Domain name %1 is not valid.", name);
        }

        var domain = call.Store.AddDomain(name);
        DomainDocument.Read(given, domain);
        return domain.Id;
    });

    public static JsonNode Set(AdminCall call)
    {
        var ids = call.Texts("domainIds");
        var pattern = call.Object("pattern");
        return ItemResults.Change(ids.Count, i => DomainDocument.Read(pattern, call.Store.FindDomain(ids[i])
            ?? throw new RpcException(RpcException.NoSuchEntity, "Domain does not exist.")));
    }

    public static JsonNode GetSettings(AdminCall call) => new JsonObject
    {
        ["setting"] = new JsonObject { ["hostname"] = "mail.example.com", ["publicFoldersPerDomain"] = call.Server.Options.PublicFoldersPerDomain, ["serverId"] = ServerId },
    };

    public static JsonNode GetUserCountInfo(AdminCall call)
    {
        var domain = call.Domain();
        return new JsonObject
        {
            ["countInfo"] = new JsonObject
            {
                ["currentUsers"] = call.Store.Users.Count(u => u.Domain == domain && u.IsEnabled),
                ["allowedUsers"] = domain.UserMaxCount,
            },
        };
    }

    /// <summary>Keeps any policy: every kind of character, and longer than the minimum.</summary>
    public static JsonNode GeneratePassword(AdminCall call)
    {
        var length = Math.Max(12, call.Domain().PasswordMinimumLength);
        var random = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", length - 4);
        return new JsonObject { ["password"] = $"a{random}Z7!" };
    }
}
