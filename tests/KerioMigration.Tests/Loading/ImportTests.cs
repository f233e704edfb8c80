using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Loading;

public sealed class ImportTests
{
    /// <summary>The context of the engine, reached through a type that a cmdlet gives out.</summary>
    private const string FindContext = """
        $context = [Runtime.Loader.AssemblyLoadContext]::GetLoadContext((Get-Command Start-KerioMigration).OutputType[0].Type.Assembly)
        function Show($name) { $assembly = $context.LoadFromAssemblyName([Reflection.AssemblyName]$name); "$name=$($assembly.Location)" }

        """;

    private static readonly string Import = $"$ErrorActionPreference = 'Stop'; Import-Module '{ModuleProcess.Manifest}'\n";

    [Fact]
    public async Task Exports_its_cmdlets_and_nothing_else()
    {
        var output = await SucceedAsync(Import + "(Get-Module KerioMigration).ExportedCommands.Values | ForEach-Object { \"$($_.CommandType) $($_.Name)\" }");
        Assert.Equal(
            ["Cmdlet Get-ExchangeMailboxUser", "Cmdlet Get-MigrationReport", "Cmdlet Start-KerioMigration", "Cmdlet Test-MigrationConnection", "Cmdlet Test-MigrationResult", "Cmdlet Undo-KerioMigration"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Imports_twice_removes_and_imports_again_in_one_session()
    {
        var script = Import + Import + $"Import-Module '{ModuleProcess.Manifest}' -Force\nRemove-Module KerioMigration\n"
            + "if (Get-Command -Module KerioMigration) { throw 'still there' }\n" + Import + FindContext
            + "\"contexts=$(@([Runtime.Loader.AssemblyLoadContext]::All | Where-Object { $_.GetType().Name -eq 'PrivateLoadContext' }).Count)\"\n(Get-Module KerioMigration).Name";
        var output = await SucceedAsync(script);
        Assert.Contains("contexts=1", output, StringComparison.Ordinal);
        Assert.Contains("KerioMigration", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_its_engine_and_packages_out_of_the_session()
    {
        var output = await SucceedAsync(Import + FindContext + """
            Show MailKit
            Show Microsoft.Bcl.AsyncInterfaces
            [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object { "default:$($_.GetName().Name)" }
            """);
        Assert.Contains("MailKit=" + Dependency("MailKit"), output, StringComparison.Ordinal);
        Assert.Contains("Microsoft.Bcl.AsyncInterfaces=" + Dependency("Microsoft.Bcl.AsyncInterfaces"), output, StringComparison.Ordinal);
        Assert.Contains("default:KerioMigration" + Environment.NewLine, output, StringComparison.Ordinal);
        Assert.DoesNotContain("default:KerioMigration.Engine", output, StringComparison.Ordinal);
        Assert.DoesNotContain("default:MailKit", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OlderNewtonsoftJson", true)]
    [InlineData("OlderNewtonsoftJson", false)]
    [InlineData("NewerNewtonsoftJson", true)]
    [InlineData("NewerNewtonsoftJson", false)]
    public async Task Uses_its_own_Newtonsoft_Json_beside_another_module_with_another_one(string other, bool otherFirst)
    {
        var path = typeof(ImportTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == other).Value!;
        var load = $"$other = [Runtime.Loader.AssemblyLoadContext]::new('other module').LoadFromAssemblyPath('{path}')\n";
        var output = await SucceedAsync((otherFirst ? load + Import : Import + load) + FindContext + """
            Show Newtonsoft.Json
            "other=$($other.Location)"
            """);
        Assert.Contains("Newtonsoft.Json=" + Dependency("Newtonsoft.Json"), output, StringComparison.Ordinal);
        Assert.Contains("other=" + path, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_its_native_SQLite()
    {
        var output = await SucceedAsync(Import + FindContext + """
            $sqlite = $context.LoadFromAssemblyName([Reflection.AssemblyName]'Microsoft.Data.Sqlite')
            $connection = [Activator]::CreateInstance($sqlite.GetType('Microsoft.Data.Sqlite.SqliteConnection'), 'Data Source=:memory:')
            $connection.Open()
            "sqlite=$($connection.ServerVersion)"
            """);
        Assert.Matches(@"sqlite=3\.\d+", output);
    }

    private static string Dependency(string name) =>
        Path.Combine(TestPaths.RepositoryRoot, "module", "bin", "dependencies", name + ".dll");

    private static async Task<string> SucceedAsync(string script)
    {
        var (succeeded, output) = await ModuleProcess.RunAsync(script);
        Assert.True(succeeded, output);
        return output;
    }
}
