using System;
using System.Diagnostics;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;
using System.Threading.Tasks;

namespace KerioMigration.Demo.Hosting;

/// <summary>
/// A PowerShell session by remote control: each line of input is a script as a JSON string, each line of output the
/// <see cref="CommandOutcome"/> of one. The line <c>null</c> stops the script that runs, as Ctrl+C does. Ends with its input.
/// </summary>
internal static class SessionCommand
{
    public static async Task<int> RunAsync(Stream input, TextWriter output)
    {
        using var reader = new StreamReader(input);
        using var screen = new StringWriter();
        using var runspace = RunspaceFactory.CreateRunspace(new TextHost(screen), InitialSessionState.CreateDefault2());
        runspace.Open();
        var line = reader.ReadLineAsync();
        while (await line is { } request)
        {
            line = reader.ReadLineAsync();
            if (JsonSerializer.Deserialize<string?>(request) is not { } script)
            {
                continue;
            }

            using var shell = PowerShell.Create(runspace).AddScript(script);
            var run = RunAsync(shell, screen);
            if (await Task.WhenAny(run, line) == line && await line == "null")
            {
                await shell.StopAsync(null, null);
                line = reader.ReadLineAsync();
            }

            await output.WriteLineAsync(JsonSerializer.Serialize(await run));
            await output.FlushAsync();
        }

        return 0;
    }

    private static async Task<CommandOutcome> RunAsync(PowerShell shell, StringWriter screen)
    {
        screen.GetStringBuilder().Clear();
        var time = Stopwatch.StartNew();
        using var output = new PSDataCollection<PSObject>();
        Exception? failure = null;
        try
        {
            await shell.InvokeAsync<PSObject, PSObject>(null, output);
        }
        catch (Exception e) when (e is RuntimeException or OperationCanceledException)
        {
            failure = e is OperationCanceledException ? new PipelineStoppedException() : e;
        }

        return OutcomeReader.Read(shell, [.. output], failure, screen.ToString(), time.Elapsed);
    }
}
