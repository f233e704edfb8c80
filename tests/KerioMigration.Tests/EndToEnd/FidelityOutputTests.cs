extern alias benchmarks;

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using benchmarks::KerioMigration.Benchmarks;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>What <c>fidelity</c> of the benchmarks prints: other programs read it, and RESULTS.md quotes it.</summary>
public sealed class FidelityOutputTests
{
    private static readonly string[] Kinds =
    [
        "event", "changed occurrence", "contact", "task", "note", "distribution list", "journal entry", "post", "item among mail",
    ];

    [DebianFact(PythonModule = "vobject")]
    public async Task Every_kind_has_a_line_with_its_numbers_and_nobody_was_invited()
    {
        var printed = await ForeignProgram.RunAsync("dotnet", typeof(Torture).Assembly.Location, "fidelity");

        var lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject()).ToList();
        Assert.All(lines, l => Assert.Equal("fidelity", (string?)l["benchmark"]));
        var kinds = lines.Where(l => l.ContainsKey("properties")).ToList();
        Assert.Equal(Kinds, kinds.Select(l => (string?)l["kind"]));
        Assert.All(kinds, l => AssertKind(l, [.. lines.Where(p => p.ContainsKey("property") && (string?)p["kind"] == (string?)l["kind"])]));
        var series = Assert.Single(lines, l => l.ContainsKey("occurrences"));
        Assert.Equal(("recurrence", 0), ((string?)series["kind"], (int)series["invitations"]!));
        Assert.True((int)series["cases"]! >= 30 && (int)series["occurrences"]! > 1_900 && (int)series["differences"]! <= 10, series.ToJsonString());
    }

    private static void AssertKind(JsonObject line, IReadOnlyList<JsonObject> properties)
    {
        Assert.True((double)line["itemsPerSecond"]! > 0, line.ToJsonString());
        Assert.True((int)line["items"]! + line["missing"]!.AsArray().Count > 0, line.ToJsonString());
        Assert.Equal(0, (int)line["invitations"]!);
        Assert.Equal(properties.Count, (int)line["properties"]!);
        Assert.Equal(properties.Count(p => (int)p["differences"]! == 0), (int)line["carried"]!);
        Assert.Equal(properties.Sum(p => (int)p["differences"]!), (int)line["differences"]!);
        Assert.Equal(properties.Count > 0 && (int)line["carried"]! == properties.Count, (double)line["sharePercent"]! == 100);
        Assert.Equal(properties.Count > 0 && (int)line["differences"]! == 0, (double)line["valuesPercent"]! == 100);
        Assert.InRange((double)line["valuesPercent"]!, (double)line["sharePercent"]! / 2, 100);
    }
}
