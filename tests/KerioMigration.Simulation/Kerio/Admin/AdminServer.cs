using System;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Web;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>The administration interface on HTTPS, port 4040 on a real server.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private const string Path = "/admin/api/jsonrpc";
    private readonly HttpsHost host;
    private readonly Func<int> webPort;

    public AdminServer(ImapServerContext server, int imapPort, int imapsPort, Func<int> webPort)
    {
        this.webPort = webPort;
        ImapPort = imapPort;
        ImapsPort = imapsPort;
        StartedAt = server.Options.TimeProvider.GetUtcNow();
        Sessions = new RpcSessions(server.Options.TimeProvider, server.Options.Security.SessionLifetime);
        var endpoint = new AdminEndpoint(this, server);
        host = new HttpsHost(
            server.Options.Certificate!,
            async context =>
            {
                await Task.Delay(server.Options.Latency, server.Options.TimeProvider, context.RequestAborted);
                await (IsOurs(context.Request.Path) ? endpoint.HandleAsync(context) : NotFoundAsync(context));
            },
            server.Options.AdminPort);
    }

    public RpcSessions Sessions { get; }

    public DateTimeOffset StartedAt { get; }

    public int ImapPort { get; }

    public int ImapsPort { get; }

    public int WebPort => webPort();

    public int Port => host.Port;

    public Task StartAsync() => host.StartAsync();

    /// <summary>As after the death of the server, which comes back at once: no session, no connection.</summary>
    public Task CutAsync()
    {
        Sessions.Clear();
        return host.CutAsync();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static bool IsOurs(PathString path) => path.Value?.TrimEnd('/') == Path;

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
