using System;
using System.Globalization;
using KerioMigration.Engine.Planning;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>Reads the API's records. Numbers may come as strings (seen on 10.0.8).</summary>
internal static class AdminUsers
{
    public static DestinationUser Read(JToken user, string domain) => new()
    {
        Id = (string?)user["id"] ?? "",
        LoginName = (string?)user["loginName"] ?? "",
        Domain = domain,
        FullName = (string?)user["fullName"] ?? "",
        IsEnabled = (bool?)user["isEnabled"] ?? true,
        IsFromDirectory = (string?)user["itemSource"] == "DSLDAPSource",
        QuotaBytes = IsActive(user["diskSizeLimit"]) ? Bytes(user["diskSizeLimit"]!["limit"]) : null,
        UsedBytes = Bytes(user["consumedSize"]),
        QuotaItems = IsActive(user["itemLimit"]) ? Number(user["itemLimit"]!["limit"]) : null,
        UsedItems = Number(user["consumedItems"]),
    };

    public static long Number(JToken? token) => token is JValue { Value: { } value }
        ? System.Convert.ToInt64(value, CultureInfo.InvariantCulture)
        : 0;

    private static bool IsActive(JToken? limit) => (bool?)limit?["isActive"] ?? false;

    private static long Bytes(JToken? size)
    {
        var unit = Array.IndexOf(["Bytes", "KiloBytes", "MegaBytes", "GigaBytes", "TeraBytes", "PetaBytes"], (string?)size?["units"] ?? "Bytes");
        return size is JObject ? Number(size["value"]) << (10 * Math.Max(0, unit)) : 0;
    }
}
