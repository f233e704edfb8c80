using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>Session and Delegation.</summary>
internal static class SettingMethods
{
    public static JsonNode Login(WebmailCall call)
    {
        var user = call.SignIn();
        call.Opened = call.Webmail.Sessions.Open(user);
        call.Server.SignIn.Note(user, "WebMail");
        return new JsonObject { ["token"] = call.Opened.Token };
    }

    public static JsonNode Logout(WebmailCall call)
    {
        call.Webmail.Sessions.Close(call.Session!);
        return new JsonObject();
    }

    public static JsonNode WhoAmI(WebmailCall call) => new JsonObject
    {
        ["userDetails"] = new JsonObject
        {
            ["id"] = call.User.Id,
            ["loginName"] = call.User.Address,
            ["fullName"] = call.User.FullName,
            ["emails"] = new JsonArray(call.User.Address),
            ["preferredAddress"] = call.User.Address,
            ["replyToAddress"] = "",
        },
    };

    /// <summary>0 is no limit.</summary>
    public static JsonNode GetQuota(WebmailCall call) => new JsonObject
    {
        ["quotaInfo"] = new JsonObject
        {
            ["messagesLimit"] = call.User.ItemQuota ?? 0,
            ["messagesUsed"] = call.User.Mailbox.ItemCount,
            ["spaceLimit"] = call.User.DiskQuota ?? 0,
            ["spaceUsed"] = call.User.Mailbox.UsedBytes,
            ["percentLimitForWarning"] = 90,
        },
    };

    public static JsonNode GetOutOfOffice(WebmailCall call)
    {
        var settings = call.User.OutOfOffice;
        return new JsonObject
        {
            ["settings"] = new JsonObject
            {
                ["isEnabled"] = settings.IsEnabled,
                ["text"] = settings.Text,
                ["isTimeRangeEnabled"] = settings.IsTimeRangeEnabled,
                ["timeRangeStart"] = settings.Start,
                ["timeRangeEnd"] = settings.End,
            },
        };
    }

    public static JsonNode SetOutOfOffice(WebmailCall call)
    {
        var settings = call.Object("settings");
        call.User.OutOfOffice = new KerioOutOfOffice(
            (bool?)settings["isEnabled"] ?? throw RpcException.Invalid("isEnabled"),
            RpcCall.Text(settings, "text"),
            (bool?)settings["isTimeRangeEnabled"] ?? throw RpcException.Invalid("isTimeRangeEnabled"),
            RpcCall.Text(settings, "timeRangeStart"),
            RpcCall.Text(settings, "timeRangeEnd"));
        return new JsonObject();
    }

    public static JsonNode GetDelegates(WebmailCall call) => new JsonObject
    {
        ["list"] = new JsonArray([.. call.User.Delegates.Select(d => new JsonObject
        {
            ["principal"] = Principals.Find(call.Store, "ptUser", d.UserId),
            ["isInboxRW"] = d.IsInboxWritable,
        })]),
    };

    /// <summary>Replaces the list; only users may stand in it.</summary>
    public static JsonNode SetDelegates(WebmailCall call)
    {
        call.User.Delegates = [.. call.Array("list").Select(entry =>
        {
            var given = entry as JsonObject ?? throw RpcException.Invalid("list");
            var principal = given["principal"] as JsonObject ?? throw RpcException.Invalid("principal");
            var id = RpcCall.Text(principal, "id");
            _ = RpcCall.Text(principal, "type") == "ptUser" ? Principals.Find(call.Store, "ptUser", id) : throw RpcException.Invalid("type");
            return new KerioDelegate(id, (bool?)given["isInboxRW"] ?? throw RpcException.Invalid("isInboxRW"));
        })];
        return new JsonObject();
    }
}
