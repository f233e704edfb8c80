using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using Xunit;

namespace KerioMigration.Tests.Support;

/// <summary>
/// An administrator's session in a process of its own, with the module imported as it ships (see <see cref="ModuleProcess"/>). Scripts
/// run one after the other.
/// </summary>
public sealed class ModuleSession : IAsyncLifetime
{
    private readonly Process process;

    public ModuleSession()
        : this(environment: null)
    {
    }

    /// <param name="fileSizeLimit">Kilobytes beyond which no file of the session may grow; 0 for none. Unix alone.</param>
    internal ModuleSession(IReadOnlyDictionary<string, string>? environment = null, int fileSizeLimit = 0)
    {
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true };
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        string[] command = [host, typeof(HostedEngine).Assembly.Location, "session"];
        if (fileSizeLimit > 0)
        {
            // dash counts in blocks of 512 bytes. The signal that would come with the limit is ignored, so that writes fail instead.
            var shell = string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -f {fileSizeLimit * 2}; exec \"$@\"");
            command = ["/bin/sh", "-c", shell, "sh", .. command];

            // .NET maps its generated code from a file of terabytes, which the limit would not let it make.
            start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        }

        start.FileName = command[0];
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
    }

    public async Task InitializeAsync()
    {
        var outcome = await RunAsync($$"""
            $ErrorActionPreference = 'Continue'
            Import-Module '{{ModuleProcess.Manifest}}' -ErrorAction Stop
            function ConvertTo-Secure($Text) { [System.Net.NetworkCredential]::new('', $Text).SecurePassword }
            function New-Credential($Name, $Text) { [System.Management.Automation.PSCredential]::new($Name, (ConvertTo-Secure $Text)) }
            """);
        Assert.Equal(("Completed", ""), (outcome.State, string.Join("; ", outcome.Errors)));
    }

    internal async Task<CommandOutcome> RunAsync(string script)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(script));
        await process.StandardInput.FlushAsync();
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new EndOfStreamException("The session has ended.");
        return JsonSerializer.Deserialize<CommandOutcome>(line)!;
    }

    /// <summary>What Ctrl+C does to the script that runs; its outcome still comes.</summary>
    internal async Task StopAsync()
    {
        await process.StandardInput.WriteLineAsync("null");
        await process.StandardInput.FlushAsync();
    }

    /// <summary>SIGKILL: the process gets no chance to say or write anything more.</summary>
    internal async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async Task DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }
}
