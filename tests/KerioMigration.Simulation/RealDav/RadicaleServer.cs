using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Simulation.RealDav;

/// <summary>Radicale 3 (Debian's radicale). Nothing is there before a user makes it.</summary>
public sealed class RadicaleServer : RealDavServer
{
    /// <summary>A request's body may have so many bytes; larger ones are answered with 413.</summary>
    public const int MaxContentLength = 8 << 20;

    private readonly ChildServer server;
    private readonly string users;

    private RadicaleServer(ChildServer server, int port, string users)
    {
        this.server = server;
        this.users = users;
        Root = new Uri($"http://127.0.0.1:{port}/");
    }

    public override Uri Root { get; }

    public static async Task<RadicaleServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var folder = Directory.CreateTempSubdirectory("radicale-").FullName;
        var users = Path.Combine(folder, "users");
        var configuration = Path.Combine(folder, "config");
        var port = ChildServer.FreePort();
        await File.WriteAllTextAsync(users, "", cancellationToken);
        await File.WriteAllTextAsync(
            configuration,
            $"""
            [server]
            hosts = 127.0.0.1:{port}
            max_connections = 50
            max_content_length = {MaxContentLength}
            [auth]
            type = htpasswd
            htpasswd_filename = {users}
            htpasswd_encryption = plain
            delay = 0
            [storage]
            filesystem_folder = {folder}/data
            """,
            cancellationToken);
        var server = new ChildServer("Radicale", folder, $"radicale --config '{configuration}'");
        try
        {
            await server.WaitAsync(port, cancellationToken);
            return new RadicaleServer(server, port, users);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public override async Task<string> AddUserAsync()
    {
        var address = NewAddress();
        await File.AppendAllTextAsync(users, $"{address}:{Password}\n");
        return address;
    }

    public override ValueTask DisposeAsync() => server.DisposeAsync();
}
