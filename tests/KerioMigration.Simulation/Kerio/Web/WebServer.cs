using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Imap;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Kerio.Web;

/// <summary>The web port, 443 on a real server: each path belongs to one of the endpoints, or to nobody.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly ImapServerContext server;
    private readonly IWebEndpoint[] endpoints;
    private readonly HttpsHost host;

    public WebServer(ImapServerContext server, params IWebEndpoint[] endpoints)
    {
        this.server = server;
        this.endpoints = endpoints;
        host = new HttpsHost(server.Options.Certificate!, HandleAsync);
    }

    public int Port => host.Port;

    public Task StartAsync() => host.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.Server = server.Options.ShowVersion ? $"Kerio Connect {server.Options.Version}" : "WebServer";
        await Task.Delay(server.Options.Latency, server.Options.TimeProvider, context.RequestAborted);
        if (endpoints.FirstOrDefault(e => e.Owns(context.Request.Path)) is { } endpoint)
        {
            await endpoint.HandleAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
