using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;

namespace KerioMigration.Tests.Support;

/// <summary>
/// A PowerShell engine in a process of its own, as an administrator's would be: nothing of the module is loaded there before the script
/// imports it. This test process cannot serve, because its own references would answer for the module.
/// </summary>
internal static class ModuleProcess
{
    public static string Manifest { get; } = Path.Combine(TestPaths.RepositoryRoot, "KerioMigration.psd1");

    /// <summary>Everything that the script and its engine wrote, and whether it ended without an error.</summary>
    public static async Task<(bool Succeeded, string Output)> RunAsync(string script)
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".ps1");
        await File.WriteAllTextAsync(file, script);
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
            {
                ArgumentList = { typeof(HostedEngine).Assembly.Location, "run", file },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode == 0, output + await error);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
