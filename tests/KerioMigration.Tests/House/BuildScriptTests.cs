using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.House;

/// <summary>build.ps1 in the hosted engine, which has nothing but the language and native commands: what runs here runs everywhere.</summary>
public sealed class BuildScriptTests
{
    private static readonly string Script = Path.Combine(TestPaths.RepositoryRoot, "build.ps1");

    [Theory]
    [InlineData("Build", "build {0}/KerioMigration.slnx --configuration Release")]
    [InlineData("Test", "test {0}/KerioMigration.slnx")]
    [InlineData("Demo", "run --project {0}/tests/KerioMigration.Demo")]
    public void Runs_the_sdk_once_for_each_task(string task, string arguments)
    {
        var (succeeded, output) = RunWithStub(task, exitCode: 0);
        Assert.True(succeeded, output);
        Assert.Equal($"dotnet {string.Format(null, arguments, TestPaths.RepositoryRoot.TrimEnd('/'))}", output.Trim().Replace('\\', '/'));
    }

    [Fact]
    public void Fails_when_the_sdk_fails()
    {
        var (succeeded, output) = RunWithStub("Test", exitCode: 3);
        Assert.False(succeeded);
        Assert.Contains("ended with exit code 3", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packs_exactly_what_ships_and_the_package_works()
    {
        using var folder = new TemporaryFolder();
        var packed = await ModuleProcess.RunAsync($"$env:MSBUILDDISABLENODEREUSE = '1'; & '{Script}' -Task Pack -OutputPath '{folder.FullName}'");
        Assert.True(packed.Succeeded, packed.Output);

        var package = Path.Combine(folder.FullName, "KerioMigration", typeof(Engine.MigrationFactory).Assembly.GetName().Version!.ToString(3));
        Assert.Equal(Shipped().Order(StringComparer.Ordinal), FilesBelow(package).Order(StringComparer.Ordinal));

        var used = await ModuleProcess.RunAsync($"""
            Import-Module '{package}/KerioMigration.psd1'
            (Get-Module KerioMigration).ModuleBase
            (Get-Command Start-KerioMigration).ImplementingType.Assembly.Location
            (Get-Help Start-KerioMigration).Synopsis
            """);
        Assert.True(used.Succeeded, used.Output);
        Assert.Equal(
            [package, $"{package}/module/bin/KerioMigration.dll", "Migrates mailboxes from Exchange to Kerio Connect, or goes on with a migration."],
            used.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public void Every_library_that_ships_has_its_notice()
    {
        var notices = File.ReadAllText(Path.Combine(TestPaths.RepositoryRoot, "module", "ThirdPartyNotices.txt"));
        var libraries = FilesBelow(Path.Combine(TestPaths.RepositoryRoot, "module", "bin", "dependencies")).Select(Path.GetFileNameWithoutExtension).ToList();
        Assert.NotEmpty(libraries);
        Assert.All(libraries, name => Assert.Contains(Family(name!), notices, StringComparison.Ordinal));

        static string Family(string name) => new[] { "Microsoft.", "System.", "SQLitePCLRaw." }.FirstOrDefault(f => name.StartsWith(f, StringComparison.Ordinal)) is { } family
            ? family + "*"
            : name.Replace("libe_sqlite3", "e_sqlite3", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Shipped() =>
    [
        "KerioMigration.psd1", "README.md", "CHANGELOG.md", "LICENSE", "module/ThirdPartyNotices.txt",
        "module/KerioMigration.Format.ps1xml",
        "en-US/KerioMigration.dll-Help.xml", "en-US/about_KerioMigration.help.txt",
        .. FilesBelow(Path.Combine(TestPaths.RepositoryRoot, "module", "bin")).Select(f => "module/bin/" + f),
    ];

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'));

    private static (bool Succeeded, string Output) RunWithStub(string task, int exitCode)
    {
        using var output = new StringWriter();
        using var engine = new HostedEngine(output);
        var succeeded = engine.Run($"function dotnet {{ \"dotnet $args\"; $global:LASTEXITCODE = {exitCode} }}\n& '{Script}' -Task {task}");
        return (succeeded, output.ToString());
    }
}
