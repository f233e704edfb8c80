using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Imap;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>The administration interface on HTTPS, port 4040 on a real server.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private const string Path = "/admin/api/jsonrpc";
    private readonly WebApplication application;

    public AdminServer(ImapServerContext server, int imapPort, int imapsPort)
    {
        ImapPort = imapPort;
        ImapsPort = imapsPort;
        StartedAt = server.Options.TimeProvider.GetUtcNow();
        Sessions = new AdminSessions(server.Options.TimeProvider, server.Options.Security.SessionLifetime);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(server.Options.Certificate!);
            });
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        application = builder.Build();
        var endpoint = new AdminEndpoint(this, server);
        application.Run(context => IsOurs(context.Request.Path) ? endpoint.HandleAsync(context) : NotFoundAsync(context));
    }

    public AdminSessions Sessions { get; }

    public DateTimeOffset StartedAt { get; }

    public int ImapPort { get; }

    public int ImapsPort { get; }

    public int Port { get; private set; }

    public async Task StartAsync()
    {
        await application.StartAsync();
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Port = new Uri(addresses.Single()).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }

    private static bool IsOurs(PathString path) => path.Value?.TrimEnd('/') == Path;

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
