using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.House;

/// <summary>Who may know whom. Unused using lines do not compile, so these lines are what a file really depends on.</summary>
public sealed class DependencyTests
{
    private const string Engine = "KerioMigration.Engine";

    /// <summary>
    /// In the order in which data flows. Everybody knows the model; below the folder of a rule its own subfolders are free.
    /// </summary>
    private static readonly Dictionary<string, string[]> Rules = new(StringComparer.Ordinal)
    {
        ["src/KerioMigration.Loading"] = [],
        ["src/KerioMigration.Engine/Model"] = [],
        ["src/KerioMigration.Engine/Http"] = ["Model"],
        ["src/KerioMigration.Engine/Planning"] = ["Model"],
        ["src/KerioMigration.Engine/Conversion"] = ["Model"],
        ["src/KerioMigration.Engine/Ledger"] = ["Model"],
        ["src/KerioMigration.Engine/Reporting"] = ["Model", "Planning", "Ledger"],
        ["src/KerioMigration.Engine/Transfer"] = ["Model", "Planning", "Conversion", "Ledger", "Reporting"],
        // Goes the way of Transfer back: destination and ledger, never the source.
        ["src/KerioMigration.Engine/Undo"] = ["Model", "Planning", "Ledger", "Reporting", "Transfer"],
        // Compares what the two contracts of Transfer show now with what the ledger says; it knows neither side.
        ["src/KerioMigration.Engine/Verification"] = ["Model", "Planning", "Ledger", "Reporting", "Transfer"],
        ["src/KerioMigration.Engine/Exchange"] = ["Model", "Http", "Planning", "Transfer"],
        ["src/KerioMigration.Engine/Kerio"] = ["Model", "Http", "Planning", "Transfer"],
        ["src/KerioMigration/Loading"] = [],
        ["src/KerioMigration/Pipeline"] = ["", "Model", "Planning", "Ledger", "Reporting", "Verification"],
        ["src/KerioMigration/Commands"] = ["", "Model", "Planning", "Transfer", "Reporting", "Verification"],
    };

    public static TheoryData<string> Folders => new(Rules.Keys);

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_knows_only_those_before_it(string folder)
    {
        var own = Namespace(folder);
        var allowed = Rules[folder].Select(r => r.Length == 0 ? Engine : Engine + "." + r).ToList();
        var files = SourceFile.Below(folder);
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(f => OwnUsings(f)
            .Where(u => !IsIn(u, own) && !(folder.EndsWith("Commands", StringComparison.Ordinal) && u == "KerioMigration.Pipeline"))
            .Where(u => !allowed.Any(a => a == Engine ? u == Engine : IsIn(u, a)))
            .Select(u => $"{f}: {u}")));
    }

    [Fact]
    public void Every_folder_has_a_rule() => Assert.Equal(
        Rules.Keys.Order(StringComparer.Ordinal),
        SourceFile.Below("src").Where(f => f.Folder != "src/KerioMigration.Engine").Select(RuledFolder).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Only_the_factory_names_both_sides() => Assert.Equal(
        ["src/KerioMigration.Engine/MigrationFactory.cs"],
        SourceFile.Below("src")
            .Where(f => !f.Path.StartsWith("src/KerioMigration.Engine/Exchange/", StringComparison.Ordinal) && !f.Path.StartsWith("src/KerioMigration.Engine/Kerio/", StringComparison.Ordinal))
            .Where(f => f.Usings.Any(u => IsIn(u, Engine + ".Exchange") || IsIn(u, Engine + ".Kerio")))
            .Select(f => f.Path));

    /// <summary>PowerShell stays outside: the engine could serve any host.</summary>
    [Fact]
    public void Only_the_cmdlets_know_PowerShell() => Assert.DoesNotContain(
        SourceFile.Below("src").Where(f => !f.Path.StartsWith("src/KerioMigration/", StringComparison.Ordinal)),
        f => f.Usings.Any(u => IsIn(u, "System.Management.Automation")));

    /// <summary>A simulation that shared our code would share our mistakes.</summary>
    [Fact]
    public void The_simulation_knows_nothing_of_what_it_tests()
    {
        var project = Path.Combine(TestPaths.RepositoryRoot, "tests", "KerioMigration.Simulation", "KerioMigration.Simulation.csproj");
        Assert.DoesNotContain("ProjectReference", File.ReadAllText(project), StringComparison.Ordinal);
        Assert.DoesNotContain(SourceFile.Below("tests/KerioMigration.Simulation").SelectMany(OwnUsings), u => !IsIn(u, "KerioMigration.Simulation"));
    }

    private static IEnumerable<string> OwnUsings(SourceFile file) => file.Usings.Where(u => IsIn(u, "KerioMigration"));

    private static bool IsIn(string name, string parent) => name == parent || name.StartsWith(parent + ".", StringComparison.Ordinal);

    private static string Namespace(string folder) => folder[4..].Replace('/', '.');

    /// <summary>The folder below a project, or the project where it has no folders.</summary>
    private static string RuledFolder(SourceFile file) => string.Join('/', file.Folder.Split('/').Take(3));
}
