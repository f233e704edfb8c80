using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Planning;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>Reads the API's records. Numbers may come as strings (seen on 10.0.8).</summary>
internal static class AdminUsers
{
    /// <summary>Members of the API's User that are read here.</summary>
    public static readonly string[] Fields =
        ["id", "loginName", "fullName", "isEnabled", "itemSource", "emailAddresses", "diskSizeLimit", "consumedSize", "itemLimit", "consumedItems", "publishInGal", "role",
            "effectiveRole"];

    public static DestinationUser Read(JToken user, string domain) => new()
    {
        Id = (string?)user["id"] ?? "",
        LoginName = (string?)user["loginName"] ?? "",
        Domain = domain,
        FullName = (string?)user["fullName"] ?? "",
        IsEnabled = (bool?)user["isEnabled"] ?? true,
        IsFromDirectory = (string?)user["itemSource"] == "DSLDAPSource",
        MayChangePublicFolders = (bool?)user.SelectToken("effectiveRole.publicFolderRight") ?? (bool?)user.SelectToken("role.publicFolderRight"),
        QuotaBytes = IsActive(user["diskSizeLimit"]) ? Bytes(user["diskSizeLimit"]!["limit"]) : null,
        UsedBytes = Bytes(user["consumedSize"]),
        QuotaItems = IsActive(user["itemLimit"]) ? Number(user["itemLimit"]!["limit"]) : null,
        UsedItems = Number(user["consumedItems"]),
        IsPublished = (bool?)user["publishInGal"] ?? true,
    };

    /// <summary>Whether mail to this name before the at sign reaches the account by one of its additional addresses.</summary>
    public static bool HasAddress(JToken user, string localPart) => Addresses(user).Any(a => IsLocalPart(a, localPart));

    /// <summary>Additional addresses as the server writes them.</summary>
    public static IReadOnlyList<string> Addresses(JToken user) => [.. (user["emailAddresses"] as JArray ?? []).Select(a => a.ToString())];

    /// <param name="address">In full.</param>
    public static string LocalPart(string address) => address.Substring(0, address.LastIndexOf('@'));

    // Whether they come with their domain is not settled; what stands before the at sign is the same either way.
    public static bool IsLocalPart(string address, string localPart) => string.Equals(address.Split('@')[0], localPart, StringComparison.OrdinalIgnoreCase);

    /// <summary>0 when it is missing or no number.</summary>
    public static long Number(JToken? token) =>
        long.TryParse(System.Convert.ToString((token as JValue)?.Value, CultureInfo.InvariantCulture), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static bool IsActive(JToken? limit) => (bool?)limit?["isActive"] ?? false;

    private static long Bytes(JToken? size)
    {
        var unit = Array.IndexOf(["Bytes", "KiloBytes", "MegaBytes", "GigaBytes", "TeraBytes", "PetaBytes"], (string?)size?["units"] ?? "Bytes");
        return size is JObject ? Number(size["value"]) << (10 * Math.Max(0, unit)) : 0;
    }
}
