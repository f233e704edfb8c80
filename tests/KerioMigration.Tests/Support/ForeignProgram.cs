using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;

namespace KerioMigration.Tests.Support;

/// <summary>A program that we did not write, run to its end.</summary>
internal static class ForeignProgram
{
    /// <summary>What it printed; the test fails when the program does.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {errors}{await output}");
        return await output;
    }
}
