using System;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Security;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>Services, AdvancedOptions, SecurityPolicy and IpAddressGroups.</summary>
internal static class ConfigurationMethods
{
    /// <summary>The fifteen services of a default installation; those that are simulated tell their real ports.</summary>
    public static JsonNode GetServices(AdminCall call)
    {
        var options = call.Server.Options;
        (string Name, int Port, int DefaultPort, bool IsRunning)[] services =
        [
            ("SMTP", 25, 25, true), ("Secure SMTP", 465, 465, true), ("SMTP Submission", 587, 587, true),
            ("POP3", 110, 110, false), ("Secure POP3", 995, 995, false),
            ("IMAP", call.Admin.ImapPort, 143, options.ImapRunning), ("Secure IMAP", call.Admin.ImapsPort, 993, options.ImapsRunning),
            ("NNTP", 119, 119, false), ("Secure NNTP", 563, 563, false), ("LDAP", 389, 389, false), ("Secure LDAP", 636, 636, false),
            ("HTTP", 80, 80, false), ("Secure HTTP", call.Admin.WebPort, 443, options.WebRunning), ("XMPP", 5222, 5222, false), ("Secure XMPP", 5223, 5223, false),
        ];
        return new JsonObject
        {
            ["services"] = new JsonArray([.. services.Select((s, i) => new JsonObject
            {
                ["id"] = $"keriodb://service/{new Guid(i + 1, 0, 0, new byte[8])}",
                ["name"] = s.Name,
                ["howToStart"] = s.IsRunning ? "ServiceStartAutomatic" : "ServiceStartManual",
                ["listeners"] = new JsonArray(new JsonObject { ["type"] = "Any", ["address"] = string.Empty, ["port"] = s.Port }),
                ["group"] = new JsonObject { ["enabled"] = false, ["id"] = string.Empty, ["name"] = string.Empty },
                ["connectionLimit"] = new JsonObject { ["isSet"] = true, ["value"] = 1000 },
                ["defaultPort"] = s.DefaultPort,
                ["isRunning"] = s.IsRunning,
                ["anonymousAccess"] = false,
            })]),
        };
    }

    public static JsonNode GetAdvancedOptions(AdminCall call)
    {
        var master = call.Server.Master;
        return new JsonObject
        {
            ["options"] = new JsonObject
            {
                ["masterAuthentication"] = new JsonObject
                {
                    ["isEnabled"] = master.IsEnabled, ["groupRestriction"] = master.Group.Id, ["password"] = string.Empty,
                },
                ["miscellaneous"] = new JsonObject
                {
                    ["logHostNames"] = false, ["showProgramNameAndVersion"] = call.Server.Options.ShowVersion,
                    ["insertXEnvelopeTo"] = false, ["enableTNEFDecoding"] = true, ["enableUUEncodedConversion"] = true,
                },
                ["userQuota"] = new JsonObject { ["notification"] = false, ["warningLimit"] = 90, ["email"] = string.Empty },
                ["webMail"] = new JsonObject { ["messageSizeLimit"] = UserDocument.Bytes(20 << 20) },
            },
        };
    }

    /// <summary>Takes a part of the options; each struct must be whole.</summary>
    public static JsonNode SetAdvancedOptions(AdminCall call)
    {
        if (call.Object("options")["masterAuthentication"] is JsonObject given)
        {
            var isEnabled = given["isEnabled"] is JsonValue value && value.TryGetValue(out bool enabled)
                ? enabled : throw RpcException.Invalid("isEnabled");
            var id = AdminCall.Text(given, "groupRestriction");
            var group = MasterAuthentication.Groups.FirstOrDefault(g => g.Id == id)
                ?? throw new RpcException(RpcException.NoSuchEntity, "IP address group does not exist.");
            var password = AdminCall.Text(given, "password");
            var master = call.Server.Master;
            (master.IsEnabled, master.Group) = (isEnabled, group);
            master.Password = password.Length > 0 ? password : master.Password;
        }

        return new JsonObject();
    }

    public static JsonNode GetSecurityPolicy(AdminCall call)
    {
        var policy = call.Server.Options.Security;
        return new JsonObject
        {
            ["options"] = new JsonObject
            {
                ["mode"] = policy.Policy.ToString(),
                ["authenticationExceptionGroup"] = Entity(null),
                ["encryptionExceptionGroup"] = Entity(null),
                ["authenticationMethods"] = new JsonArray([.. policy.AuthenticationMethods.Select(m =>
                    new JsonObject { ["enabled"] = true, ["value"] = m })]),
                ["allowNtlmForKerberosUsers"] = false,
                ["enableLockout"] = policy.Lockout,
                ["failedLoginsToLock"] = policy.FailedLoginsToLock,
                ["minutesToUnlock"] = policy.MinutesToUnlock,
                ["antiHammering"] = new JsonObject
                {
                    ["isEnabled"] = policy.AntiHammering,
                    ["failedLoginsToBlock"] = policy.FailedLoginsToBlock,
                    ["minutesToBlock"] = policy.MinutesToBlock,
                    ["exceptionIpGroup"] = Entity(policy.ExceptionGroup),
                },
            },
        };
    }

    public static JsonNode GetGroupList(AdminCall call) => new JsonObject
    {
        ["groups"] = new JsonArray([.. MasterAuthentication.Groups.Select(g => new JsonObject { ["id"] = g.Id, ["name"] = g.Name })]),
    };

    private static JsonObject Entity(string? name) => new()
    {
        ["enabled"] = name is not null,
        ["id"] = name is null ? string.Empty : MasterAuthentication.Groups[0].Id,
        ["name"] = name ?? string.Empty,
    };
}
