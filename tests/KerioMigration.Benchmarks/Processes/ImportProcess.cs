using System.Diagnostics;
using System.Threading.Tasks;

namespace KerioMigration.Benchmarks.Processes;

internal sealed record ImportResult(double Seconds, int Commands);

/// <summary>One import in a fresh process with a started engine: what a user waits for after typing Import-Module.</summary>
internal static class ImportProcess
{
    public static async Task RunAsync()
    {
        using var shell = Engine.Create();
        await shell.AddScript("Get-Command Import-Module | Out-Null").InvokeAsync();
        shell.Commands.Clear();
        var watch = Stopwatch.StartNew();
        var imported = await shell.AddScript("param($Path) (Import-Module $Path -PassThru).ExportedCmdlets.Count").AddArgument(Repository.Manifest).InvokeAsync();
        watch.Stop();
        Output.Write(new ImportResult(watch.Elapsed.TotalSeconds, (int)imported[0].BaseObject));
    }
}
