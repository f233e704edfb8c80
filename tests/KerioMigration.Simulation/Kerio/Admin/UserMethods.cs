using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Admin;

internal static class UserMethods
{
    /// <summary>Disabled accounts need no licence.</summary>
    public static int CountLicensed(KerioStore store) => store.Users.Count(u => u.IsEnabled);

    public static JsonNode Get(AdminCall call)
    {
        var domain = call.Domain();
        return new SearchQuery(call.Params["query"] as JsonObject)
            .Apply(call.Store.Users.Where(u => u.Domain == domain).Select(UserDocument.Write));
    }

    public static JsonNode Create(AdminCall call) => ItemResults.Create(call.Array("users"), (given, _) => CreateOne(call, given).Id);

    public static JsonNode Set(AdminCall call)
    {
        var ids = call.Texts("userIds");
        var pattern = call.Object("pattern");
        return ItemResults.Change(ids.Count, i =>
        {
            var user = Existing(call, ids[i]);
            if (user.IsMapped && pattern["password"] is not null)
            {
                throw new RpcException(RpcException.NotPermitted, "The password of user %1 is kept in the directory service.", user.LoginName);
            }

            UserRules.CheckPassword(user.Domain, (string?)pattern["password"]);
            UserRules.CheckAddresses(call.Store, user.Domain, pattern, user.LoginName);
            UserDocument.Read(pattern, user);
        });
    }

    public static JsonNode Remove(AdminCall call)
    {
        var requests = call.Array("requests");
        return ItemResults.Change(requests.Count, i =>
        {
            var request = requests[i] as JsonObject ?? throw RpcException.Invalid("requests");
            var user = Existing(call, AdminCall.Text(request, "userId"));
            _ = AdminCall.Text(request, "method") is "UDeleteUser" or "UDeleteFolder" or "UMoveFolder" ? true : throw RpcException.Invalid("method");
            call.Store.RemoveUser(user);
        });
    }

    public static JsonNode GetNotActivated(AdminCall call) => new JsonObject
    {
        ["newUsers"] = new JsonArray([.. call.Domain().NotActivated.Select(d => new JsonObject
        {
            ["userItem"] = new JsonObject { ["id"] = d.Id, ["loginName"] = d.LoginName, ["fullName"] = d.FullName, ["description"] = string.Empty },
            ["isImportable"] = d.IsImportable,
            ["message"] = new JsonObject
            {
                ["message"] = d.Message,
                ["messageParameters"] = new JsonObject { ["positionalParameters"] = new JsonArray(), ["plurality"] = 1 },
            },
        })]),
    };

    public static JsonNode Activate(AdminCall call)
    {
        var ids = call.Texts("userIds");
        return ItemResults.Change(ids.Count, i => ActivateOne(call, ids[i]));
    }

    public static JsonNode GetStatistics(AdminCall call)
    {
        var list = call.Texts("userIds").Select(id => Existing(call, id)).Select(u => new JsonObject
        {
            ["name"] = u.Address,
            ["occupiedSpace"] = new JsonObject { ["items"] = u.Mailbox.ItemCount, ["storage"] = UserDocument.Bytes(u.Mailbox.UsedBytes) },
            ["imap"] = new JsonObject { ["count"] = 0, ["lastLogin"] = u.LastLogin?.ToUnixTimeSeconds() ?? 0 },
        });
        return new JsonObject { ["list"] = new JsonArray([.. list]) };
    }

    private static KerioUser CreateOne(AdminCall call, JsonObject given)
    {
        var domain = call.Store.FindDomain((string?)given["domainId"] ?? string.Empty)
            ?? throw new RpcException(RpcException.NoSuchEntity, "Domain does not exist.");
        var name = (string?)given["loginName"] ?? string.Empty;
        UserRules.CheckName(name);
        if (call.Store.FindUser($"{name}@{domain.Name}") is not null)
        {
            throw new RpcException(RpcException.AlreadyExists, "User %1 already exists.", name);
        }

        if (call.Store.FindOwner(domain, name) is { } owner)
        {
            throw new RpcException(RpcException.AlreadyExists, "E-mail address %1 is already used by %2.", name, owner.Name);
        }

        UserRules.CheckAddresses(call.Store, domain, given, name);
        UserRules.CheckPassword(domain, (string?)given["password"]);
        UserRules.CheckCounts(call, domain);
        return Add(call, domain, name, isMapped: false, u =>
        {
            u.HasDefaultSpamRule = (bool?)given["hasDefaultSpamRule"] ?? false;
            UserDocument.Read(given, u);
        });
    }

    private static void ActivateOne(AdminCall call, string id)
    {
        var found = call.Store.Domains.SelectMany(d => d.NotActivated, (d, u) => (Domain: d, User: u)).FirstOrDefault(p => p.User.Id == id);
        if (found.User is null || !found.User.IsImportable)
        {
            throw new RpcException(RpcException.NoSuchEntity, "User does not exist in the directory service.");
        }

        UserRules.CheckCounts(call, found.Domain);
        Add(call, found.Domain, found.User.LoginName, isMapped: true, u => u.FullName = found.User.FullName);
        found.Domain.NotActivated.Remove(found.User);
    }

    private static KerioUser Add(AdminCall call, KerioDomain domain, string name, bool isMapped, System.Action<KerioUser> change) =>
        call.Store.AddUser(domain, name, null, u =>
        {
            u.DiskQuota = call.Server.Options.DefaultQuota;
            change(u);
        }, isMapped) ?? throw new RpcException(RpcException.AlreadyExists, "User %1 already exists.", name);

    private static KerioUser Existing(AdminCall call, string id) => call.Store.FindUserById(id)
        ?? throw new RpcException(RpcException.NoSuchEntity, "User does not exist.");
}
