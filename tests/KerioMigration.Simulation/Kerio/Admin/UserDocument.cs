using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>The struct <c>User</c> and the structs inside it.</summary>
internal static class UserDocument
{
    private static readonly string[] Units = ["Bytes", "KiloBytes", "MegaBytes", "GigaBytes", "TeraBytes", "PetaBytes"];

    public static JsonObject Write(KerioUser user) => new()
    {
        ["id"] = user.Id,
        ["domainId"] = user.Domain.Id,
        ["companyContactId"] = string.Empty,
        ["loginName"] = user.LoginName,
        ["fullName"] = user.FullName,
        ["description"] = user.Description,
        ["isEnabled"] = user.IsEnabled,
        ["itemSource"] = user.IsMapped ? "DSLDAPSource" : "DSInternalSource",
        ["authType"] = user.IsMapped ? "UKerberosAuth" : "UInternalAuth",
        ["isPasswordReversible"] = false,
        ["allowPasswordChange"] = user.AllowPasswordChange,
        ["hasDefaultSpamRule"] = user.HasDefaultSpamRule,
        ["role"] = Role(user.Right),
        ["groupRole"] = Role(new UserRight()),
        ["effectiveRole"] = Role(user.Right),
        ["isWritableByMe"] = true,
        ["emailAddresses"] = new JsonArray([.. user.EmailAddresses.Select(a => JsonValue.Create(a))]),
        ["emailForwarding"] = new JsonObject { ["mode"] = "UForwardNone", ["emailAddresses"] = new JsonArray() },
        ["userGroups"] = new JsonArray([.. user.Groups.Select(g => new JsonObject
        {
            ["id"] = g.Id, ["name"] = g.Name, ["description"] = g.Description, ["itemSource"] = "DSInternalSource",
        })]),
        ["itemLimit"] = new JsonObject { ["isActive"] = user.ItemQuota is not null, ["limit"] = user.ItemQuota ?? 0 },
        ["diskSizeLimit"] = SizeLimit(user.DiskQuota),
        ["consumedItems"] = user.Mailbox.ItemCount.ToString(CultureInfo.InvariantCulture),
        ["consumedSize"] = Bytes(user.Mailbox.UsedBytes),
        ["hasDomainRestriction"] = false,
        ["outMessageLimit"] = SizeLimit(null),
        ["lastLoginInfo"] = new JsonObject
        {
            ["dateTime"] = user.LastLogin?.ToUnixTimeSeconds() ?? 0, ["protocol"] = user.LastLoginProtocol,
        },
        ["publishInGal"] = user.PublishInGal,
        ["cleanOutItems"] = new JsonObject
        {
            ["isUsedDomain"] = user.UsesDomainRetention,
            ["deletedItems"] = Action(user.Retention.DeletedItems),
            ["junkEmail"] = Action(user.Retention.JunkEmail),
            ["sentItems"] = Action(user.Retention.SentItems),
            ["autoDelete"] = Action(user.Retention.AutoDelete),
        },
        ["homeServer"] = new JsonObject { ["id"] = string.Empty, ["name"] = string.Empty },
        ["migration"] = new JsonObject { ["enabled"] = false, ["id"] = string.Empty, ["name"] = string.Empty },
    };

    /// <summary>Takes every writable field that is given; nested structs must be whole. Members that nobody knows are ignored.</summary>
    public static void Read(JsonObject given, KerioUser user)
    {
        user.FullName = (string?)given["fullName"] ?? user.FullName;
        user.Description = (string?)given["description"] ?? user.Description;
        user.IsEnabled = (bool?)given["isEnabled"] ?? user.IsEnabled;
        user.Password = (string?)given["password"] ?? user.Password;
        user.AllowPasswordChange = (bool?)given["allowPasswordChange"] ?? user.AllowPasswordChange;
        user.PublishInGal = (bool?)given["publishInGal"] ?? user.PublishInGal;
        user.EmailAddresses = given["emailAddresses"] is JsonArray addresses ? [.. addresses.Select(a => a!.ToString())] : user.EmailAddresses;
        user.Right = given["role"] is JsonObject role ? ReadRole(role) : user.Right;
        ReadLimits(given, user);
        if (given["cleanOutItems"] is JsonObject cleanOut)
        {
            user.UsesDomainRetention = Flag(cleanOut, "isUsedDomain");
            user.Retention = ReadRetention(cleanOut, user.Retention);
        }
    }

    public static JsonObject Role(UserRight right) => new()
    {
        ["userRole"] = right.Role.ToString(),
        ["publicFolderRight"] = right.PublicFolders,
        ["archiveFolderRight"] = right.ArchiveFolders,
    };

    public static JsonObject Action(ActionAfterDays action) => new() { ["isEnabled"] = action.IsEnabled, ["days"] = action.Days };

    public static JsonObject SizeLimit(long? bytes) => new() { ["isActive"] = bytes is not null, ["limit"] = Bytes(bytes ?? 0) };

    /// <summary>In the largest unit that loses nothing.</summary>
    public static JsonObject Bytes(long bytes)
    {
        var unit = 0;
        while (bytes > 0 && bytes % 1024 == 0 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return new JsonObject { ["value"] = bytes, ["units"] = Units[unit] };
    }

    public static Retention ReadRetention(JsonObject given, Retention old) => new()
    {
        DeletedItems = ReadAction(given["deletedItems"]) ?? old.DeletedItems,
        JunkEmail = ReadAction(given["junkEmail"]) ?? old.JunkEmail,
        SentItems = ReadAction(given["sentItems"]) ?? old.SentItems,
        AutoDelete = ReadAction(given["autoDelete"]) ?? old.AutoDelete,
    };

    private static ActionAfterDays? ReadAction(JsonNode? node) => node is JsonObject given
        ? new ActionAfterDays(Flag(given, "isEnabled"), (int?)given["days"] ?? throw RpcException.Invalid("days")) : null;

    private static void ReadLimits(JsonObject given, KerioUser user)
    {
        if (given["diskSizeLimit"] is JsonObject size)
        {
            var limit = size["limit"] as JsonObject ?? throw RpcException.Invalid("limit");
            user.DiskQuota = Flag(size, "isActive") ? ReadBytes(limit) : null;
        }

        if (given["itemLimit"] is JsonObject items)
        {
            user.ItemQuota = Flag(items, "isActive") ? (int?)items["limit"] ?? throw RpcException.Invalid("limit") : null;
        }
    }

    private static long ReadBytes(JsonObject given)
    {
        var unit = Array.IndexOf(Units, AdminCall.Text(given, "units"));
        return unit < 0 ? throw RpcException.Invalid("units") : ((long?)given["value"] ?? throw RpcException.Invalid("value")) << (10 * unit);
    }

    private static UserRight ReadRole(JsonObject given) => new(
        Enum.TryParse<UserRole>(AdminCall.Text(given, "userRole"), out var role) ? role : throw RpcException.Invalid("userRole"),
        Flag(given, "publicFolderRight"),
        Flag(given, "archiveFolderRight"));

    private static bool Flag(JsonObject given, string name) =>
        given[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : throw RpcException.Invalid(name);
}
