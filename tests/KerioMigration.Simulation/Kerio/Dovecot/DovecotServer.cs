using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Simulation.Kerio.Dovecot;

/// <summary>
/// A real Dovecot (2.3, Debian's dovecot-imapd) as a child process with everything it writes in one folder. Any user exists; all have
/// the same password, because the Kerio front has already decided who comes in.
/// </summary>
public sealed class DovecotServer : IAsyncDisposable
{
    private const string Password = "behind-the-front";
    private readonly string? configuration;
    private readonly bool ownsFolder;
    private Process? process;

    /// <param name="configuration">Null: another process runs it.</param>
    private DovecotServer(string? configuration, string folder, int port, bool ownsFolder)
    {
        this.configuration = configuration;
        process = configuration is null ? null : Run(configuration);
        this.ownsFolder = ownsFolder;
        Folder = folder;
        Port = port;
    }

    /// <summary>Where configuration, log and mail are.</summary>
    public string Folder { get; }

    /// <summary>The plain IMAP port on 127.0.0.1; any user signs in here with <see cref="BackendPassword"/>.</summary>
    public int Port { get; }

#pragma warning disable CA1822 // belongs to the instance for its callers
    public string BackendPassword => Password;
#pragma warning restore CA1822

    public string Log => File.Exists(LogPath) ? File.ReadAllText(LogPath) : string.Empty;

    private string LogPath => Path.Combine(Folder, "dovecot.log");

    /// <param name="folder">An empty folder that every account may enter; null makes one and removes it at the end.</param>
    public static async Task<DovecotServer> StartAsync(
        string? folder = null, DovecotOptions? options = null, CancellationToken cancellationToken = default)
    {
        var made = folder ?? Directory.CreateTempSubdirectory("dovecot-").FullName;
        var port = FreePort();
        var configuration = DovecotConfiguration.Write(made, port, Password, options ?? new DovecotOptions());
        var server = new DovecotServer(configuration, made, port, folder is null);
        try
        {
            await server.WaitAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>One that another process has started, and will end.</summary>
    public static DovecotServer Attach(string folder, int port) => new(null, folder, port, ownsFolder: false);

    /// <summary>A connection that is signed in as this user; the server's next byte answers the client's first command.</summary>
    public async Task<Socket> ConnectAsync(string user, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            await ReadLineAsync(socket, cancellationToken);
            await socket.SendAsync(Encoding.UTF8.GetBytes($"front LOGIN \"{user}\" \"{Password}\"\r\n"), cancellationToken);
            string line;
            do
            {
                line = await ReadLineAsync(socket, cancellationToken);
            }
            while (line.StartsWith("* ", StringComparison.Ordinal));
            return line.StartsWith("front OK", StringComparison.Ordinal) ? socket : throw new IOException($"Dovecot refused {user}: {line}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Kills the server and everything it started (SIGKILL), then starts it again on the same port and the same mail.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        if (process is null)
        {
            throw new InvalidOperationException("Another process runs this Dovecot.");
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(cancellationToken);
        process.Dispose();

        // Where nobody collects orphans, the dead master stays in the process table, and its successor would take it for alive.
        File.Delete(Path.Combine(Folder, "run", "master.pid"));
        process = Run(configuration!);
        await WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null)
        {
            return;
        }

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
        if (ownsFolder)
        {
            DeleteFolder();
        }
    }

    private void DeleteFolder()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A mail process may still write its last index; the folder is temporary anyway.
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>The shell between ends Dovecot when our end of its input closes, also when this process is killed.</summary>
    private static Process Run(string configuration)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec 3<&0; /usr/sbin/dovecot -F -c \"$1\" </dev/null 3<&- & server=$!; "
            + "(cat <&3 >/dev/null; kill -TERM $server) & watch=$!; wait $server; kill $watch");
        start.ArgumentList.Add("dovecot");
        start.ArgumentList.Add(configuration);
        var process = Process.Start(start) ?? throw new InvalidOperationException("Dovecot cannot be started.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                attempt.CancelAfter(TimeSpan.FromSeconds(10));
                using var socket = await ConnectAsync("probe@localhost", attempt.Token);
                return;
            }
            catch (Exception e) when (e is SocketException or IOException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                if (process!.HasExited || clock.Elapsed > TimeSpan.FromSeconds(20))
                {
                    throw new InvalidOperationException(
                        string.Create(CultureInfo.InvariantCulture, $"Dovecot does not answer on port {Port}: {Log}"), e);
                }

                await Task.Delay(50, cancellationToken);
            }
        }
    }

    /// <summary>Byte by byte: nothing of what comes after the line may be taken.</summary>
    private static async Task<string> ReadLineAsync(Socket socket, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await socket.ReceiveAsync(one, cancellationToken) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        throw new IOException("Dovecot closed the connection.");
    }
}
