using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace KerioMigration.Benchmarks.Processes;

/// <param name="Seconds">Of Test-MigrationResult, from the call to the last result.</param>
/// <param name="Grade">Of the worst mailbox.</param>
/// <param name="Bytes">Compared, as the destination has them.</param>
internal sealed record VerificationResult(
    double Seconds, string Grade, long Compared, long Normalized, long Bytes, double PeakMegabytes, double CpuSeconds);

/// <summary>The module as administrators run it, comparing what <see cref="MigrateProcess"/> migrated.</summary>
internal static class VerifyProcess
{
    private static readonly string[] Grades = ["Perfect", "Good", "Investigate", "Poor"];

    private const string Script = """
        param($Manifest, $Content, $Where)
        Import-Module $Manifest
        $ProgressPreference = 'SilentlyContinue'
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $results = @(Test-MigrationResult @Where -Content:$Content)
        $watch.Stop()
        $watch.Elapsed.TotalSeconds
        $results
        """;

    public static Task<VerificationResult> StartAsync(Servers servers, string ledgerPath, bool content) =>
        ChildProcess.RunAsync<VerificationResult>(
            ["verify-once", "--content", content.ToString(), .. MigrateProcess.ArgumentsOf(servers, ledgerPath)]);

    public static async Task RunAsync(Options options)
    {
        using var shell = Engine.Create();
        shell.AddScript(Script)
            .AddArgument(Repository.Manifest)
            .AddArgument(options.Flag("content", false))
            .AddArgument(MigrateProcess.WhereOf(options));
        var output = await shell.InvokeAsync();
        foreach (var error in shell.Streams.Error)
        {
            await Console.Error.WriteLineAsync($"{error.FullyQualifiedErrorId}: {error.Exception.Message}");
        }

        var rows = output.Skip(1).ToList();
        long Sum(string column) => rows.Sum(r => Convert.ToInt64(r.Properties[column].Value, CultureInfo.InvariantCulture));
        Output.Write(new VerificationResult(
            Convert.ToDouble(output[0].BaseObject, CultureInfo.InvariantCulture),
            Grades[rows.Max(r => Array.IndexOf(Grades, (string)r.Properties["Grade"].Value))],
            Sum("Compared"),
            Sum("Normalized"),
            Sum("Bytes"),
            MigrateProcess.PeakMegabytes(),
            Environment.CpuUsage.TotalTime.TotalSeconds));
    }
}
