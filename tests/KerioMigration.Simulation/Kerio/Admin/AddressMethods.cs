using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>Aliases and Groups, as far as their addresses matter to accounts.</summary>
internal static class AddressMethods
{
    public static JsonNode GetAliases(AdminCall call)
    {
        var domain = call.Domain();
        return new SearchQuery(call.Params["query"] as JsonObject).Apply(call.Store.Aliases.Where(a => a.Domain == domain).Select(a => new JsonObject
        {
            ["id"] = a.Id, ["domainId"] = a.Domain.Id, ["name"] = a.Name, ["deliverTo"] = a.DeliverTo, ["deliverToId"] = a.DeliverToId,
            ["type"] = a.Type, ["description"] = a.Description,
        }));
    }

    public static JsonNode CreateAliases(AdminCall call) => ItemResults.Create(call.Array("aliases"), (given, _) =>
    {
        var domain = Domain(call, given);
        var name = AdminCall.Text(given, "name");
        CheckFree(call, domain, name);
        var type = (string?)given["type"] ?? "TypeEmailAddress";
        var folder = type == "TypePublicFolder" ? (string?)given["deliverToId"] ?? string.Empty : string.Empty;
        if (type == "TypePublicFolder" && !MailFolders(domain).Any(f => FolderId(f) == folder))
        {
            throw new RpcException(RpcException.NoSuchEntity, "Public folder does not exist.");
        }

        var alias = new KerioAlias(domain, name, AdminCall.Text(given, "deliverTo"), type, (string?)given["description"] ?? string.Empty) { DeliverToId = folder };
        return call.Store.AddAlias(alias).Id;
    });

    /// <summary>What stands before the path is not settled.</summary>
    public static JsonNode GetMailPublicFolderList(AdminCall call) => new JsonObject
    {
        ["publicFolderList"] = new JsonArray([.. MailFolders(call.Domain()).Select(f => (JsonNode)new JsonObject
        {
            ["id"] = FolderId(f), ["name"] = call.Server.Options.PublicFolderPrefix + f.Path,
        })]),
    };

    public static JsonNode RemoveAliases(AdminCall call)
    {
        var ids = call.Texts("aliasIds");
        return ItemResults.Change(ids.Count, i =>
        {
            if (!call.Store.RemoveAlias(ids[i]))
            {
                throw new RpcException(RpcException.NoSuchEntity, "Alias does not exist.");
            }
        });
    }

    public static JsonNode GetGroups(AdminCall call)
    {
        var domain = call.Domain();
        return new SearchQuery(call.Params["query"] as JsonObject).Apply(call.Store.Groups.Where(g => g.Domain == domain).Select(g => new JsonObject
        {
            ["id"] = g.Id, ["domainId"] = g.Domain.Id, ["name"] = g.Name, ["description"] = g.Description, ["role"] = "UserRole",
            ["emailAddresses"] = new JsonArray([.. g.EmailAddresses.Select(a => JsonValue.Create(a))]),
            ["hasDomainRestriction"] = false, ["itemSource"] = "DSInternalSource", ["publishInGal"] = true,
        }));
    }

    public static JsonNode CreateGroups(AdminCall call) => ItemResults.Create(call.Array("groups"), (given, _) =>
    {
        var domain = Domain(call, given);
        var name = AdminCall.Text(given, "name");
        if (call.Store.Groups.Any(g => g.Domain == domain && g.Name == name))
        {
            throw new RpcException(RpcException.AlreadyExists, "Group %1 already exists.", name);
        }

        var addresses = (given["emailAddresses"] as JsonArray ?? []).Select(a => a!.ToString()).ToArray();
        foreach (var address in addresses)
        {
            CheckFree(call, domain, address);
        }

        return call.Store.AddGroup(new KerioGroup(domain, name, (string?)given["description"] ?? string.Empty, addresses)).Id;
    });

    public static JsonNode AddMembers(AdminCall call)
    {
        var group = Group(call, call.Text("groupId"));
        var ids = call.Texts("userList");
        return ItemResults.Change(ids.Count, i =>
        {
            var user = call.Store.FindUserById(ids[i]) ?? throw new RpcException(RpcException.NoSuchEntity, "User does not exist.");
            user.Groups = [.. user.Groups.Append(group).Distinct()];
        });
    }

    public static JsonNode RemoveMembers(AdminCall call)
    {
        var group = Group(call, call.Text("groupId"));
        var ids = call.Texts("userIds");
        return ItemResults.Change(ids.Count, i =>
        {
            var user = call.Store.FindUserById(ids[i]) ?? throw new RpcException(RpcException.NoSuchEntity, "User does not exist.");
            user.Groups = [.. user.Groups.Where(g => g != group)];
        });
    }

    public static JsonNode RemoveGroups(AdminCall call)
    {
        var requests = call.Array("requests");
        return ItemResults.Change(requests.Count, i =>
        {
            var given = requests[i] as JsonObject ?? throw RpcException.Invalid("requests");
            var group = Group(call, AdminCall.Text(given, "groupId"));
            _ = AdminCall.Text(given, "mode") is "DSModeDeactivate" or "DSModeDelete" ? true : throw RpcException.Invalid("mode");
            call.Store.RemoveGroup(group);
        });
    }

    private static KerioGroup Group(AdminCall call, string id) =>
        call.Store.Groups.FirstOrDefault(g => g.Id == id) ?? throw new RpcException(RpcException.NoSuchEntity, "Group does not exist.");

    private static IEnumerable<KerioFolder> MailFolders(KerioDomain domain) => domain.PublicFolders.Folders.Where(f => f.Kind == FolderKind.Mail);

    private static string FolderId(KerioFolder folder) => $"keriodb://publicfolder/{folder.Guid}";

    private static KerioDomain Domain(AdminCall call, JsonObject given) => call.Store.FindDomain((string?)given["domainId"] ?? string.Empty)
        ?? throw new RpcException(RpcException.NoSuchEntity, "Domain does not exist.");

    private static void CheckFree(AdminCall call, KerioDomain domain, string localPart)
    {
        if (call.Store.FindOwner(domain, localPart) is { } owner)
        {
            throw new RpcException(RpcException.AlreadyExists, "E-mail address %1 is already used by %2.", localPart, owner.Name);
        }
    }
}
