using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Simulation.RealDav;

/// <summary>A server program as a child process with everything it writes in one folder, which goes with it.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly string name;

    /// <param name="command">What the shell runs; it ends when this process does, also by a kill.</param>
    public ChildServer(string name, string folder, string command)
    {
        this.name = name;
        Folder = folder;
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            ArgumentList =
            {
                "-c",
                $"exec 3<&0; {command} </dev/null >'{LogPath}' 2>&1 3<&- & server=$!; (cat <&3 >/dev/null; kill -TERM $server) & watch=$!; wait $server; kill $watch",
            },
        };
        process = Process.Start(start) ?? throw new InvalidOperationException($"{name} cannot be started.");
    }

    public string Folder { get; }

    private string LogPath => Path.Combine(Folder, "server.log");

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public static async Task RunAsync(string program, string[] arguments, string input = "")
    {
        using var run = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} cannot be started.");
        await run.StandardInput.WriteAsync(input);
        run.StandardInput.Close();
        var errors = await run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {run.ExitCode.ToString(CultureInfo.InvariantCulture)}: {errors}");
        }
    }

    /// <summary>Until something listens there.</summary>
    public async Task WaitAsync(int port, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException e)
            {
                if (process.HasExited || clock.Elapsed > TimeSpan.FromSeconds(30))
                {
                    throw new InvalidOperationException($"{name} does not answer: {(File.Exists(LogPath) ? await File.ReadAllTextAsync(LogPath, cancellationToken) : "")}", e);
                }

                await Task.Delay(50, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A last process may still write; the folder is temporary anyway.
        }
    }
}
