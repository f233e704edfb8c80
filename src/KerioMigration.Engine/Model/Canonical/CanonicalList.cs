using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>
/// A distribution list in the terms of Kerio's client API: name, comment, categories and members; nothing that belongs to the server. A
/// reference is told from an address, but not where it leads: each side has names of its own for that.
/// </summary>
internal static class CanonicalList
{
    public const string Type = "ctDistributionList";

    /// <summary>The type of address that tells a nested list's members from the list's own.</summary>
    public const string OfNested = "EmailCustom";

    public static JObject Of(JObject list) => new()
    {
        ["type"] = Type,
        ["commonName"] = (string?)list["commonName"],
        ["comment"] = CanonicalJson.Text(list["comment"]),
        ["categories"] = new JArray((list["categories"] as JArray ?? []).Select(c => (string?)c).OrderBy(c => c, StringComparer.Ordinal)),
        ["emailAddresses"] = new JArray(Members(list).Select(MemberOf).OrderBy(Sorting, StringComparer.Ordinal)),
    };

    public static bool IsReference(JObject member) => ((string?)member["type"])?.StartsWith("Ref", StringComparison.Ordinal) ?? false;

    public static IEnumerable<JObject> Members(JObject list) => (list["emailAddresses"] as JArray ?? []).OfType<JObject>();

    /// <summary>
    /// Of its name and its members' addresses: what becomes of references is settled when it is written, and so is whether the members of a
    /// nested list stand in this one by themselves.
    /// </summary>
    public static ItemKey KeyOf(JObject list) => CanonicalJson.KeyOf(
        "list",
        Members(list).Where(m => (string?)m["type"] != OfNested).Select(AddressOf).Where(a => a.Length > 0).OrderBy(a => a, StringComparer.Ordinal).Prepend(((string?)list["commonName"] ?? "").Trim()));

    // What kind of address it is (work, home) means nothing in a list.
    private static JObject MemberOf(JObject member) => new()
    {
        ["address"] = (string?)member["address"] ?? "",
        ["name"] = (string?)member["name"] ?? "",
        ["type"] = IsReference(member) ? (string?)member["type"] : null,
    };

    private static string Sorting(JObject member) => $"{(string?)member["address"]}\0{(string?)member["name"]}\0{(string?)member["type"]}";

    private static string AddressOf(JObject member) => ((string?)member["address"] ?? "").Trim().ToUpperInvariant();
}
