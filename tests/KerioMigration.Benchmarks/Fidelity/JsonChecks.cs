using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>Notes and distribution lists, which Kerio keeps as its client API has them.</summary>
internal static class JsonChecks
{
    private static readonly string[] Colors = ["Blue", "Green", "Pink", "Yellow", "White"];

    public static IReadOnlyList<PropertyCheck<SeededItem, JsonNode>> Notes { get; } =
    [
        new("Body", "text", n => [n.Body], _ => []),
        new("Colour 0x8B00", "color", n => [Extended(n, 0x8B00) is { } c ? Colors[int.Parse(c, CultureInfo.InvariantCulture)] : null], n => [(string?)n["color"]]),
        new("Width 0x8B02", "position", n => [Extended(n, 0x8B02)], n => [n["position"]?["xSize"]?.ToString()]),
        new("Height 0x8B03", "position", n => [Extended(n, 0x8B03)], n => [n["position"]?["ySize"]?.ToString()]),
        new("X 0x8B04", "position", n => [Extended(n, 0x8B04)], n => [n["position"]?["xOffset"]?.ToString()]),
        new("Y 0x8B05", "position", n => [Extended(n, 0x8B05)], n => [n["position"]?["yOffset"]?.ToString()]),
        new("DateTimeCreated", "text", n => [n.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)], _ => [], "Created: "),
        new("LastModifiedTime", "text", n => [n.Modified.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)], _ => [], "Changed: "),
    ];

    public static IReadOnlyList<PropertyCheck<SeededDistributionList, JsonNode>> Lists { get; } =
    [
        new("DisplayName", "commonName", l => [l.Subject], l => [(string?)l["commonName"]]),
        new("Body", "comment", l => [l.Body], l => [(string?)l["comment"]]),
        new("Members with an address", "emailAddresses", l => l.Members.Where(HasAddress).Select(m => m.Address!.Address), Members("address")),
        new("Members' names", "emailAddresses", l => l.Members.Where(m => m.MailboxType is "OneOff" && HasAddress(m)).Select(m => m.Address!.Name), Members("name")),
        new("Members without an address", "comment", l => l.Members.Where(m => m.Address is { RoutingType: "EX" }).Select(m => m.Address!.Name), _ => []) { Loss = "No SMTP address" },
        new("Members' status", "no field", l => l.Members.Where(m => m.Status != "Normal").Select(m => m.Status), _ => []) { Loss = "Exchange marks the member" },
        new("Nested lists", "emailAddresses", l => l.Members.Where(m => m.MailboxType is "PrivateDL").Select(_ => "RefDistributionList"), Members("type")),
    ];

    private static bool HasAddress(SeededMember member) => member is { Address: { RoutingType: "SMTP", Address.Length: > 0 } };

    private static Func<JsonNode, IEnumerable<string?>> Members(string name) => list =>
        (list["emailAddresses"]?.AsArray() ?? []).Select(m => (string?)m![name]);

    private static string? Extended(SeededItem item, int id) => item.Extended.GetValueOrDefault($"Note:{id}");
}
