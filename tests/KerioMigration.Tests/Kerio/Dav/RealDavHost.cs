using System;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Dav;
using KerioMigration.Engine.Model;
using KerioMigration.Simulation.RealDav;
using KerioMigration.Tests.Suites;

namespace KerioMigration.Tests.Kerio.Dav;

/// <summary>A new user of a real server.</summary>
internal sealed class RealDavHost(RealDavServer server, string address) : DavHost
{
    public override Uri Root => server.Root;

    public override DavSignIn SignIn { get; } = new(address, Secret.From(RealDavServer.Password));

    public override bool HasDefaults => server is CyrusServer;

    public override bool TakesRelay => server is CyrusServer;

    public override int? TooLarge => server is RadicaleServer ? RadicaleServer.MaxContentLength : null;

    public override Task<bool> LimitAsync(int kilobytes) => server.LimitAsync(address, kilobytes);

    /// <summary>The server goes on for others.</summary>
    public override ValueTask DisposeAsync() => default;

    public static async Task<RealDavHost> StartAsync(RealDavServer server) => new(server, await server.AddUserAsync());
}
