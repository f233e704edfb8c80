using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace KerioMigration.Benchmarks.Processes;

/// <summary>This program again, in a process of its own; its lines are JSON objects.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public static ChildProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // Under "dotnet run" the program is its own host; under "dotnet X.dll" the host has to be told what to run.
        if (System.IO.Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException("The process did not start."));
    }

    /// <summary>Completes when the process ends, however it ends.</summary>
    public Task Ended => process.WaitForExitAsync();

    /// <summary>Runs to the end and gives its one line.</summary>
    public static async Task<T> RunAsync<T>(params string[] arguments)
    {
        await using var child = Start(arguments);
        var result = await child.ReadAsync<T>();
        await child.process.WaitForExitAsync();
        return result;
    }

    public async Task<T> ReadAsync<T>() =>
        Output.Read<T>(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The process ended without a result."));

    /// <summary>The next line, or the default when the process ended without one.</summary>
    public async Task<T?> TryReadAsync<T>() => await process.StandardOutput.ReadLineAsync() is { } line ? Output.Read<T>(line) : default;

    public async Task SendAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>SIGKILL: it gets no chance to say or write anything more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // Servers end when their input does.
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
